/** One draft in full: what it says, what it would send, what is wrong with it, and how it came to stand as it does. */

import { Code, List, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../ui/AnchorLink";
import { ExactText } from "../../ui/ExactText";
import { Loaded } from "../../ui/Loaded";
import { Told } from "../../ui/Told";
import { Value } from "../../ui/values/Value";
import { When } from "../../ui/When";
import { Facts } from "../Facts";
import { Actor, AgentLink, TimelineLink } from "../links";
import { Section } from "../Section";
import { Status } from "../Status";
import { plain } from "../words";
import { type DraftInFull, draftQuery } from "./drafts";

export function DraftDetails({ id }: { id: string }) {
  return <Loaded query={useQuery(draftQuery(id))}>{(draft) => <InFull draft={draft} />}</Loaded>;
}

function InFull({ draft }: { draft: DraftInFull }) {
  return (
    <Stack gap="md">
      <Text fw={600}>{draft.title}</Text>
      {draft.plain_words && (
        <Text size="sm">
          <Told>{draft.plain_words}</Told>
        </Text>
      )}
      <Facts
        facts={[
          ["Status", <Status key="status" status={draft.status} />],
          ["Kind", plain(draft.kind)],
          ["Tool", draft.tool || "None"],
          ["Version", `${draft.version}, by ${draft.author}`],
          ["Agent", <AgentLink key="agent" id={draft.agent_id} />],
          ["Customer", draft.user_id],
          ["Suggested for", <When key="suggested" at={draft.suggested_at} />],
          ["Scheduled for", <When key="scheduled" at={draft.scheduled_at} />],
          ["Approval", <ApprovalOf key="approval" draft={draft} />],
          ["Correlation id", <TimelineLink key="corr" id={draft.correlation_id} />],
          ["Draft", <Code key="id">{draft.deliverable_id}</Code>],
          ["Goal run", <Code key="run">{draft.goal_run_id}</Code>],
        ]}
      />
      {draft.note && (
        <Section title="Note">
          <Text size="sm">{draft.note}</Text>
        </Section>
      )}
      <Arguments draft={draft} />
      {draft.exact && (
        <Section title="Exactly what goes out">
          <ExactText exact={draft.exact} target={draft.target} digest={draft.digest} />
        </Section>
      )}
      <History draft={draft} />
    </Stack>
  );
}

function ApprovalOf({ draft }: { draft: DraftInFull }) {
  if (!draft.approval_id) return <>None yet</>;
  return (
    <AnchorLink to="/ops/approvals" search={{ open: draft.approval_id }}>
      <Code>{draft.approval_id}</Code>
    </AnchorLink>
  );
}

function Arguments({ draft }: { draft: DraftInFull }) {
  return (
    <>
      {draft.problems.length > 0 && (
        <Section title="What is wrong with it">
          <Value value={draft.problems} />
        </Section>
      )}
      <Section title={draft.tool ? "Arguments" : "Content"}>
        <Value value={draft.tool ? draft.arguments : draft.content} />
      </Section>
      {Object.keys(draft.effect).length > 0 && (
        <Section title="What came of it">
          <Value value={draft.effect} />
        </Section>
      )}
    </>
  );
}

function History({ draft }: { draft: DraftInFull }) {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return (
    <Section title="History">
      <List type="ordered" size="sm">
        {draft.history.map((step) => (
          <List.Item key={`${text(step.at)} ${text(step.to)}`}>
            {plain(text(step.to))}, <When at={text(step.at)} seconds />, by <Actor actor={text(step.actor)} />
            {text(step.reason) && `: “${text(step.reason)}”`}
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
