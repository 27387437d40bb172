/** Drafts below each other; by the weeks of their calendar where there is one. */
import { Stack, Title } from "@mantine/core";
import type { Deliverable, Group } from "./answers";
import { DraftRow } from "./DraftRow";
import { weeksOf } from "./grouping";
import type { Selection } from "./selection";

interface Props {
  label: string;
  items: readonly Deliverable[];
  selection: Selection;
  goalOf?: (one: Deliverable) => string | undefined;
}

export function DraftList({ label, items, selection, goalOf }: Props) {
  return (
    <Stack component="ul" aria-label={label} gap="md" m={0} p={0} style={{ listStyle: "none" }}>
      {items.map((one) => (
        <DraftRow key={one.deliverable_id} one={one} selection={selection} goal={goalOf?.(one)} />
      ))}
    </Stack>
  );
}

interface CalendarProps extends Omit<Props, "goalOf"> {
  calendar: Group["calendar"];
  /** The level of a week's heading on this page. */
  level: 3 | 4;
}

/** One week alone needs no heading. */
export function Calendar({ label, items, selection, calendar, level }: CalendarProps) {
  const weeks = weeksOf(calendar, items);
  if (calendar.length < 2)
    return <DraftList label={label} items={weeks.flatMap((week) => week.items)} selection={selection} />;
  return (
    <Stack gap="md">
      {weeks.map(({ week, items: ofWeek }) => (
        <Stack key={week} gap="xs">
          <Title order={level} size="sm">
            {week ? `Week ${week}` : "Without a week"}
          </Title>
          <DraftList
            label={`${label}, ${week ? `week ${week}` : "without a week"}`}
            items={ofWeek}
            selection={selection}
          />
        </Stack>
      ))}
    </Stack>
  );
}
