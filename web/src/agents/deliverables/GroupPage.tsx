/** What one run of a goal drafted together: what it was made of, its calendar, and its drafts to answer. */
import { Group as Line, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { AnchorLink } from "../../ui/AnchorLink";
import { isObject } from "../../ui/diff/differences";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { named } from "../../ui/values/names";
import { ValueTable } from "../../ui/values/ValueTable";
import { When } from "../../ui/When";
import { type Group, groupQuery } from "./answers";
import { BatchBar } from "./BatchBar";
import { ChooseAll } from "./DraftGroup";
import { Calendar } from "./DraftList";
import { counted } from "./grouping";
import { useLive } from "./looking";
import { nextLook } from "./motion";
import { useSelection } from "./selection";
import { stateOf } from "./states";
import { useRowKeys } from "./useRowKeys";

export default function GroupPage() {
  const { groupId = "" } = useParams({ strict: false });
  const query = useQuery({
    ...groupQuery(groupId),
    refetchInterval: ({ state: { data } }) => nextLook(data?.deliverables ?? [], Date.now()),
  });
  useLive();
  useRowKeys();
  return (
    <Page title={query.data?.title ?? "Drafted together"}>
      <Loaded query={query}>{(group) => <Whole key={group.group_id} group={group} />}</Loaded>
    </Page>
  );
}

function Whole({ group }: { group: Group }) {
  const { deliverables: items, title } = group;
  const selection = useSelection(items);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <Stack gap="md">
      <Line>
        <AnchorLink to="/agents/drafts" search={{ agent: group.agent_id }}>
          ← All drafts of this agent
        </AnchorLink>
      </Line>
      <Text size="sm" component="div">
        {named(group.kind)}
        {group.theme && `, “${group.theme}”`}, drafted <When at={group.created_at} />. Each draft is decided
        on its own.
      </Text>
      <Canonical canonical={group.canonical} />
      <Title order={2} ref={heading} tabIndex={-1}>
        {items.length === 1 ? "1 draft" : `${items.length} drafts`}
      </Title>
      <Text size="sm" c="dimmed" role="status">
        {counted(items.map((one) => stateOf(one).label))}.
      </Text>
      <ChooseAll items={items} selection={selection} of={title} />
      <Calendar label={title} items={items} selection={selection} calendar={group.calendar} level={3} />
      <BatchBar selection={selection} onDone={() => heading.current?.focus()} />
    </Stack>
  );
}

/** The text that each platform's draft was made of. */
function Canonical({ canonical }: { canonical: Group["canonical"] }) {
  const { posts } = canonical;
  if (!Array.isArray(posts) || !posts.some(isObject)) return null;
  return (
    <details>
      <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
        The text that they were made of
      </Text>
      <ValueTable rows={posts} />
    </details>
  );
}
