/** The dialog behind a form's Connect button, for whichever provider the field is of. */
import { Text } from "@mantine/core";
import { AskDialog } from "../../ui/AskDialog";
import type { Accounts } from "./accounts";
import { ConnectDialog } from "./ConnectDialog";

interface Props {
  accounts: Accounts;
  provider: string;
  onClose: () => void;
  /** With the account's reference, which is all that a configuration holds of it. */
  onConnected: (ref: string) => void;
}

export function Connecting({ accounts, provider, onClose, onConnected }: Props) {
  const door = accounts.doors.get(provider);
  if (!door) {
    return (
      <AskDialog opened onClose={onClose} title={`Connect ${provider}`} action="Close" onAct={onClose}>
        <Text size="sm">Greenlight cannot connect {provider} accounts. Ask your operator about it.</Text>
      </AskDialog>
    );
  }
  return (
    <ConnectDialog
      door={door}
      purpose="connect"
      onClose={onClose}
      onDone={(account) => onConnected(account.credential_ref)}
    />
  );
}
