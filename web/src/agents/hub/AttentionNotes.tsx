/** What keeps this agent from working, and the way to mend it. */
import { Alert } from "@mantine/core";
import { AnchorLink } from "../../ui/AnchorLink";
import { Note } from "../../ui/Note";
import { When } from "../../ui/When";
import { useHub } from "./context";
import { PausedNote } from "./PausedNote";

export function AttentionNotes() {
  const { selected } = useHub();
  const broken = selected.connections.filter((one) => one.status !== "connected");
  const names = broken.map((one) => one.name || one.provider || one.credential_ref).join(", ");
  const isRunning = selected.subscription_status !== "ended";
  return (
    <>
      {selected.subscription_status === "ended" && (
        <Alert color="gray" variant="outline" title="The subscription has ended">
          It does nothing any more.
          {!selected.disabled && (
            <>
              {" "}
              You can look at it until <When at={selected.retention_until} />.
            </>
          )}
        </Alert>
      )}
      {isRunning && broken.length > 0 && (
        <Alert color="red" variant="outline" title="An account needs you">
          Nothing is sent through {names} until it is connected.{" "}
          <ToConfigure>Reconnect it under Configure</ToConfigure>
        </Alert>
      )}
      {isRunning && selected.can_configure && !selected.configured && (
        <Note title="Not configured yet">
          It begins to work once its configuration is complete.{" "}
          <ToConfigure>Fill in what is missing</ToConfigure>
        </Note>
      )}
      {isRunning && <PausedNote />}
      {isRunning && selected.trial_status === "expired" && (
        <Note title="The trial is over">It does nothing until you go on with a monthly plan.</Note>
      )}
    </>
  );
}

function ToConfigure({ children }: { children: string }) {
  const { selected } = useHub();
  return (
    <AnchorLink to="/agents/configure" search={{ agent: selected.agent_id }} underline="always">
      {children}
    </AnchorLink>
  );
}
