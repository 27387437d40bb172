/** On what terms it goes on: from its trial to a monthly plan, or to its end. */
import { Button, Group, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read, type Schemas } from "../../api/client";
import { AskDialog } from "../../ui/AskDialog";
import { inZone } from "../../ui/When";
import { useAct } from "../act";
import { agentsChanged, typeQuery } from "../queries";
import { useHub } from "./context";
import { counted } from "./standing";

const LONGEST_REASON = 300;

export function SubscriptionActions() {
  const { selected } = useHub();
  if (selected.subscription_status !== "active") return null;
  const isTrial = selected.trial_status === "active" || selected.trial_status === "expired";
  return (
    <Group gap="xs">
      {isTrial && <GoMonthly />}
      <End />
    </Group>
  );
}

function usePath() {
  return { subscription_id: useHub().selected.subscription_id ?? "" };
}

function GoMonthly() {
  const { selected } = useHub();
  const path = usePath();
  const [opened, { open, close }] = useDisclosure(false);
  const converting = useAct(
    (_: null, header) =>
      read(
        api.POST("/api/cp/subscriptions/{subscription_id}/convert", {
          params: { path, header },
          body: { plan: "monthly" },
        }),
      ),
    async () => {
      close();
      await agentsChanged();
    },
  );
  return (
    <>
      <Button size="xs" onClick={open}>
        Go on with a monthly plan
      </Button>
      <AskDialog
        opened={opened}
        onClose={close}
        title={`Keep ${selected.nickname} on a monthly plan?`}
        action="Go on monthly"
        onAct={() => converting.run(null)}
        busy={converting.busy}
        problem={converting.problem}
      >
        <Text size="sm">
          The trial's last day and its caps no longer hold. Its configuration, accounts and goals stay as they
          are.
        </Text>
      </AskDialog>
    </>
  );
}

function End() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        End the subscription
      </Button>
      {opened && <EndDialog onClose={close} />}
    </>
  );
}

function EndDialog({ onClose }: { onClose: () => void }) {
  const { selected } = useHub();
  const path = usePath();
  const [reason, setReason] = useState("");
  const terms = useQuery(typeQuery(selected.agent_type_id, selected.type_version)).data?.enforcement_defaults;
  const ending = useAct(
    (said: string, header) =>
      read(
        api.POST("/api/cp/subscriptions/{subscription_id}/end", {
          params: { path, header },
          body: { reason: said },
        }),
      ),
    async (ended) => {
      onClose();
      tellOfEnd(ended);
      await agentsChanged();
    },
  );
  return (
    <AskDialog
      opened
      onClose={onClose}
      title={`End the subscription of ${selected.nickname}?`}
      action="End it"
      onAct={() => ending.run(reason.trim())}
      busy={ending.busy}
      problem={ending.problem}
      grave
    >
      <Text size="sm">
        It stops at once and cannot be started again: its goals no longer run, and nothing it drafted is sent
        any more.
        {terms?.retention_days !== undefined &&
          ` You can look at it for ${counted(terms.retention_days, "day", "days")} after that.`}
      </Text>
      <Textarea
        label="Reason"
        description="Optional; it stands in the audit trail."
        autosize
        maxLength={LONGEST_REASON}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </AskDialog>
  );
}

function tellOfEnd({ title, retention_until }: Schemas["Subscription"]): void {
  const until = retention_until ? ` You can look at it until ${inZone(retention_until)}.` : "";
  notifications.show({
    title: `${title}: the subscription has ended`,
    message: `It does nothing any more.${until}`,
  });
}
