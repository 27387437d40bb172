/** An attempt that is being made, or whose answer was lost and is being looked up. */
import { Group, Loader, Text } from "@mantine/core";
import type { ApprovalInFull } from "../../inbox/approval";
import { Note } from "../../ui/Note";
import { When } from "../../ui/When";
import { usePlatformTitle } from "./accounts";
import type { InFull } from "./answers";

export function Underway({ one, approval }: { one: InFull; approval: ApprovalInFull }) {
  const attempt = approval.effects.at(-1);
  const platform = usePlatformTitle()(one.platform);
  const isLost = attempt?.status === "unknown";
  return (
    <Note tone="note" title={isLost ? "Being looked up" : "On its way"} role="status">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <Loader size="xs" mt={3} aria-hidden />
        <Text size="sm" component="div">
          {isLost
            ? `It was sent, and the answer was lost. ${platform} is asked what became of it; it is not sent a second time.`
            : `It is being sent to ${platform}.`}{" "}
          Since <When at={attempt?.dispatched_at || attempt?.prepared_at} />. This page follows it by itself.
        </Text>
      </Group>
    </Note>
  );
}
