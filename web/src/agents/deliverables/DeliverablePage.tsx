/** One draft: as a person reads it, my answer to it, what comes of it, its versions and its exact text. */
import { Grid, Group, Stack, Text } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useMe } from "../../session/me";
import { AnchorLink } from "../../ui/AnchorLink";
import { ExactText } from "../../ui/ExactText";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import type { InFull } from "./answers";
import { CarryOut } from "./CarryOut";
import { Draft } from "./Draft";
import { History } from "./History";
import { useApprovalOf, useDeliverable } from "./looking";
import { Outcome } from "./Outcome";
import { Review } from "./Review";
import { Section } from "./Section";
import { StateLine } from "./StateLine";
import { isGood } from "./states";
import { Terms } from "./Terms";
import { Versions } from "./Versions";

export default function DeliverablePage() {
  const { deliverableId = "" } = useParams({ strict: false });
  const query = useDeliverable(deliverableId);
  return (
    <Page title={query.data?.title ?? "Draft"}>
      <Loaded query={query}>{(one) => <Whole key={one.deliverable_id} one={one} />}</Loaded>
    </Page>
  );
}

function Whole({ one }: { one: InFull }) {
  const asked = useApprovalOf(one);
  const approval = asked.data;
  const names = approval?.names ?? {};
  return (
    <Stack gap="md">
      <Ways one={one} />
      <StateLine one={one} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="md">
            <Outcome one={one} />
            <Draft one={one} schema={approval?.arguments_schema ?? null} />
            <Review one={one} approval={approval} />
            {asked.data || !one.approval_id ? (
              <CarryOut key={one.approval_id} one={one} approval={approval} />
            ) : (
              <Loaded query={asked}>{() => null}</Loaded>
            )}
            <Versions versions={one.versions} names={names} />
            <Exact one={one} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="md">
            <Terms one={one} approval={approval} />
            <History steps={one.history} names={names} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

function Ways({ one }: { one: InFull }) {
  const isMine = useMe()?.user_id === one.user_id;
  if (!isMine) return <AnchorLink to="/inbox">← To the inbox</AnchorLink>;
  return (
    <Group gap="md">
      <AnchorLink to="/agents/drafts" search={{ agent: one.agent_id }}>
        ← All drafts of this agent
      </AnchorLink>
      {one.group_id && (
        <AnchorLink to="/agents/groups/$groupId" params={{ groupId: one.group_id }}>
          Its group
        </AnchorLink>
      )}
    </Group>
  );
}

/** Of a report it is the report itself, once more. */
function Exact({ one }: { one: InFull }) {
  if (!one.exact || one.kind === "report") return null;
  return (
    <Section title={exactTitle(one)}>
      <Text size="sm">
        To the byte. Where an account's secret belongs, its reference stands here; it is filled in at the very
        end.
      </Text>
      <ExactText exact={one.exact} target={one.target} digest={one.digest} />
    </Section>
  );
}

function exactTitle(one: InFull): string {
  if (one.status === "pending_review" || isGood(one.status)) return "Exactly this goes out";
  return one.status === "executed" && one.effect.rehearsed !== true
    ? "Exactly this went out"
    : "Its exact text";
}
