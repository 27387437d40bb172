/** What was drafted together: its name, how its drafts stand, all of them chosen at once, and its calendar. */
import { Checkbox, Group as Line, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../ui/AnchorLink";
import { named } from "../../ui/values/names";
import { When } from "../../ui/When";
import { type Deliverable, type Group, groupHeadQuery } from "./answers";
import { answersFor } from "./batch";
import { Calendar, DraftList } from "./DraftList";
import { counted } from "./grouping";
import type { Selection } from "./selection";
import { stateOf } from "./states";

interface Props {
  groupId: string;
  items: readonly Deliverable[];
  selection: Selection;
  goalOf: (one: Deliverable) => string | undefined;
}

export function DraftGroup({ groupId, items, selection, goalOf }: Props) {
  const { data } = useQuery(groupHeadQuery(groupId));
  const title = data?.title ?? items.map(goalOf).find(Boolean) ?? "Drafted together";
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Stack gap="sm">
        <div>
          <Line gap="xs">
            <Title order={3}>{title}</Title>
            <AnchorLink to="/agents/groups/$groupId" params={{ groupId }} aria-label={`Open ${title}`}>
              Open
            </AnchorLink>
          </Line>
          <About group={data} items={items} />
        </div>
        <ChooseAll items={items} selection={selection} of={title} />
        <Calendar
          label={title}
          items={items}
          selection={selection}
          calendar={data?.calendar ?? []}
          level={4}
        />
      </Stack>
    </Paper>
  );
}

function About({ group, items }: { group: Group | undefined; items: readonly Deliverable[] }) {
  return (
    <Text size="sm" c="dimmed" component="div">
      {group && `${named(group.kind)}${group.theme ? `, “${group.theme}”` : ""}, drafted `}
      {group && <When at={group.created_at} />}
      {group && ". "}
      {counted(items.map((one) => stateOf(one).label))}.
      {group && group.deliverables.length > items.length && ` ${group.deliverables.length} in all.`}
    </Text>
  );
}

/** What was drafted alone. */
export function SingleDrafts({ items, selection, goalOf }: Omit<Props, "groupId">) {
  return (
    <Paper component="section" withBorder p="md" aria-label="On their own">
      <Stack gap="sm">
        <div>
          <Title order={3}>On their own</Title>
          <Text size="sm" c="dimmed">
            {counted(items.map((one) => stateOf(one).label))}.
          </Text>
        </div>
        <ChooseAll items={items} selection={selection} of="these" />
        <DraftList label="On their own" items={items} selection={selection} goalOf={goalOf} />
      </Stack>
    </Paper>
  );
}

interface AllProps {
  items: readonly Deliverable[];
  selection: Selection;
  of: string;
}

/** All that can be answered of these; what is not shown is not chosen. */
export function ChooseAll({ items, selection, of }: AllProps) {
  const open = items.filter((one) => answersFor(one).length > 0);
  if (open.length < 2) return null;
  const chosen = open.filter((one) => selection.has(one.deliverable_id)).length;
  return (
    <Checkbox
      size="xs"
      label={`Choose all ${open.length} that can be answered`}
      aria-label={`Choose all ${open.length} of ${of} that can be answered`}
      checked={chosen === open.length}
      indeterminate={chosen > 0 && chosen < open.length}
      onChange={(event) => selection.set(open, event.currentTarget.checked)}
    />
  );
}
