/** Where this draft stands, and until when: told anew whenever it changes. */
import { Group, Loader, Stack, Text } from "@mantine/core";
import { Countdown } from "../../ui/Countdown";
import { When } from "../../ui/When";
import type { InFull } from "./answers";
import { StateChip } from "./StateChip";
import { isHeldBack, stateOf } from "./states";

export const STATE_ID = "draft-state";

/** After a deed, its button may be gone: what came of it is where reading goes on. */
export function focusState(): void {
  document.getElementById(STATE_ID)?.focus();
}

export function StateLine({ one }: { one: InFull }) {
  const isWorking = one.status === "revising" || (one.status === "draft" && !isHeldBack(one));
  return (
    <Stack gap={4} id={STATE_ID} tabIndex={-1} role="status" aria-label="State of this draft">
      <Group gap="xs">
        <StateChip one={one} />
        {isWorking && <Loader size="xs" aria-hidden />}
        <Text size="sm" fw={600}>
          {stateOf(one).means}
        </Text>
      </Group>
      <Times one={one} />
    </Stack>
  );
}

function Times({ one }: { one: InFull }) {
  if (one.status === "scheduled")
    return (
      <Text size="sm" component="div">
        At <When at={one.scheduled_at} />.
      </Text>
    );
  if (one.status !== "pending_review" && one.status !== "approved") return null;
  return (
    <Text size="sm" component="div">
      {one.status === "pending_review" ? "To be decided" : "To be carried out"} by{" "}
      <When at={one.expires_at} />
      {one.expires_at && (
        <>
          {" "}
          (<Countdown until={one.expires_at} />)
        </>
      )}
      {one.suggested_at && one.status === "pending_review" && (
        <>
          . Suggested for <When at={one.suggested_at} />
        </>
      )}
      .
    </Text>
  );
}
