/** One draft in a list: what it is, where it stands, and until when; chosen for a batch where it can be answered. */
import { Box, Checkbox, Group, Stack, Text } from "@mantine/core";
import { AnchorLink } from "../../ui/AnchorLink";
import { When } from "../../ui/When";
import { usePlatformTitle } from "./accounts";
import type { Deliverable } from "./answers";
import { answersFor } from "./batch";
import { summaryOf } from "./body";
import { StateChip } from "./StateChip";
import type { Selection } from "./selection";

interface Props {
  one: Deliverable;
  selection: Selection;
  /** Left out where all are of the same goal. */
  goal?: string;
}

const BOX = 28;

export function DraftRow({ one, selection, goal }: Props) {
  const name = useDraftName()(one);
  const summary = summaryOf(one);
  return (
    <Group component="li" wrap="nowrap" align="flex-start" gap={0}>
      <Box w={BOX} pt={2} style={{ flexShrink: 0 }}>
        {answersFor(one).length > 0 && (
          <Checkbox
            size="xs"
            aria-label={`Choose ${name}`}
            checked={selection.has(one.deliverable_id)}
            onChange={(event) => selection.set([one], event.currentTarget.checked)}
          />
        )}
      </Box>
      <Stack gap={2} flex={1} miw={0}>
        <Group gap="xs">
          <AnchorLink
            to="/agents/deliverables/$deliverableId"
            params={{ deliverableId: one.deliverable_id }}
            data-draft
            fw={600}
          >
            {name}
          </AnchorLink>
          <StateChip one={one} />
        </Group>
        {summary && (
          <Text size="sm" lineClamp={2} dir="auto">
            {summary}
          </Text>
        )}
        <Times one={one} goal={goal} />
      </Stack>
    </Group>
  );
}

/** "LinkedIn: Why a check-up"; the title alone where it goes nowhere. */
export function useDraftName(): (one: Pick<Deliverable, "platform" | "title">) => string {
  const titleOf = usePlatformTitle();
  return ({ platform, title }) => (platform ? `${titleOf(platform)}: ${title}` : title);
}

function Times({ one, goal }: { one: Deliverable; goal?: string }) {
  const waits = one.status === "pending_review";
  return (
    <Text size="xs" c="dimmed" component="div">
      {goal && <>{goal} · </>}
      {one.status === "scheduled" && (
        <>
          Goes out <When at={one.scheduled_at} /> ·{" "}
        </>
      )}
      {waits && one.suggested_at && (
        <>
          Suggested for <When at={one.suggested_at} /> ·{" "}
        </>
      )}
      {(waits || one.status === "approved") && one.expires_at && (
        <>
          Expires <When at={one.expires_at} /> ·{" "}
        </>
      )}
      Version {one.version}
    </Text>
  );
}
