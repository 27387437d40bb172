/** One connected account: whose it is, whether it works, who uses it. */
import { Alert, Badge, Button, Code, Group, Paper, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { When } from "../../ui/When";
import { useHub } from "../hub/context";
import { HEALTH } from "../hub/standing";
import type { Account, Door } from "./accounts";
import { ConnectDialog, type Purpose } from "./ConnectDialog";
import { EgressAddresses } from "./EgressAddresses";
import { RevokeDialog } from "./RevokeDialog";

interface Props {
  account: Account;
  /** Absent where its provider cannot be connected any more. */
  door: Door | undefined;
}

export function AccountCard({ account, door }: Props) {
  const { instances } = useHub();
  const users = instances.filter(
    (one) =>
      one.subscription_status !== "ended" &&
      one.connections.some((connection) => connection.credential_ref === account.credential_ref),
  );
  return (
    <Paper withBorder p="md" role="group" aria-label={titleOf(account, door)}>
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>{titleOf(account, door)}</Text>
          <Badge variant="default" tt="none">
            {HEALTH[account.status]}
          </Badge>
        </Group>
        {account.status === "needs_reconnect" && (
          <Alert color="red" variant="outline" title="Needs reconnecting">
            {account.health.detail || "Its provider no longer accepts what we have."} Nothing is sent through
            it until you connect it again.
          </Alert>
        )}
        <Text size="sm">
          {Object.values(account.identity).join(" · ")} {Object.keys(account.identity).length > 0 && "· "}
          secret ending in <Code>{account.last4}</Code>, changed <When at={account.updated_at} />
          {account.health.checked_at && (
            <>
              , checked <When at={account.health.checked_at} />
            </>
          )}
        </Text>
        <LimitWords account={account} />
        <Text size="sm" c="dimmed">
          {users.length > 0
            ? `Used by ${users.map((one) => one.nickname).join(", ")}`
            : "No agent uses it at the moment"}
        </Text>
        {account.kind === "exchange" && account.status !== "revoked" && (
          <EgressAddresses addresses={account.egress_addresses} />
        )}
        {account.status !== "revoked" && (
          <Deeds account={account} door={door} users={users.map((one) => one.nickname)} />
        )}
      </Stack>
    </Paper>
  );
}

function titleOf(account: Account, door: Door | undefined): string {
  const provider = door?.form.title ?? account.provider;
  return account.name && account.name.toLowerCase() !== provider.toLowerCase()
    ? `${account.name} (${provider})`
    : provider;
}

function LimitWords({ account }: { account: Account }) {
  const { max_units_per_order: units, max_notional_inr: rupees } = account.risk_limits;
  const said = [
    units != null && `${units.toLocaleString()} contracts`,
    rupees != null && `${rupees.toLocaleString()} rupees`,
  ].filter(Boolean);
  return said.length > 0 ? <Text size="sm">An order has {said.join(" and ")} at most.</Text> : null;
}

function Deeds({ account, door, users }: Props & { users: string[] }) {
  const [opened, setOpened] = useState<Purpose | "revoke" | null>(null);
  const close = () => setOpened(null);
  const isBroken = account.status === "needs_reconnect";
  return (
    <Group gap="xs">
      {door && (
        <>
          <Button size="xs" variant={isBroken ? "filled" : "default"} onClick={() => setOpened("replace")}>
            {isBroken ? "Reconnect" : "Replace the secret"}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpened("change")}>
            {account.kind === "exchange" ? "Change name or limits" : "Change the name"}
          </Button>
        </>
      )}
      <Button size="xs" variant="default" onClick={() => setOpened("revoke")}>
        Revoke
      </Button>
      {door && opened && opened !== "revoke" && (
        <ConnectDialog door={door} purpose={opened} known={account} onClose={close} onDone={close} />
      )}
      {opened === "revoke" && <RevokeDialog account={account} users={users} onClose={close} />}
    </Group>
  );
}
