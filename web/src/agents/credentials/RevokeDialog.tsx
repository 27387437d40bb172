/** Before an account is taken away: what stops with it. */
import { List, Text } from "@mantine/core";
import { AskDialog } from "../../ui/AskDialog";
import { useAct } from "../act";
import { type Account, accountsChanged, revoke } from "./accounts";

interface Props {
  account: Account;
  /** Nicknames of the agents that use it. */
  users: readonly string[];
  onClose: () => void;
}

export function RevokeDialog({ account, users, onClose }: Props) {
  const revoking = useAct(
    (_: null) => revoke(account),
    async () => {
      onClose();
      await accountsChanged();
    },
  );
  return (
    <AskDialog
      opened
      onClose={onClose}
      title={`Revoke ${account.name || account.provider}?`}
      action="Revoke it"
      grave
      onAct={() => revoking.run(null)}
      busy={revoking.busy}
      problem={revoking.problem}
    >
      <Text size="sm">
        Its secret is destroyed here at once and never opens again; to go on you connect the account anew.
      </Text>
      {users.length > 0 ? (
        <>
          <Text size="sm">What stops:</Text>
          <List size="sm">
            {users.map((name) => (
              <List.Item key={name}>
                {name} sends nothing through it any more, also what you have approved or scheduled already.
              </List.Item>
            ))}
          </List>
        </>
      ) : (
        <Text size="sm">No agent uses it at the moment.</Text>
      )}
      <Text size="sm">At the provider the token or key may still be good: withdraw it there too.</Text>
    </AskDialog>
  );
}
