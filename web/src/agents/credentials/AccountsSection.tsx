/** The accounts that this agent's configuration can name, with their health, and what can be done about each. */
import { Stack, Text, Title } from "@mantine/core";
import { useHub } from "../hub/context";
import { AccountCard } from "./AccountCard";
import { type Accounts, providersIn } from "./accounts";

export function AccountsSection({ accounts, schema }: { accounts: Accounts; schema: unknown }) {
  const { selected } = useHub();
  const providers = providersIn(schema);
  const named = new Set(selected.connections.map((one) => one.credential_ref));
  const shown = accounts.all.filter(
    (one) => providers.has(one.provider) && (one.status !== "revoked" || named.has(one.credential_ref)),
  );
  if (providers.size === 0) return null;
  return (
    <Stack gap="sm" maw={760} component="section" aria-label="Your accounts">
      <Title order={2}>Your accounts</Title>
      <Text size="sm" c="dimmed">
        Of you, for all of your agents. The secrets stay in the vault; nobody can read them back.
      </Text>
      {shown.length === 0 && (
        <Text size="sm">None is connected yet. Use Connect beside the field that asks for one.</Text>
      )}
      {shown.map((account) => (
        <AccountCard
          key={account.credential_ref}
          account={account}
          door={accounts.doors.get(account.provider)}
        />
      ))}
    </Stack>
  );
}
