/** One approval in full: what was asked, by which rule, what was decided, what came of it. */

import { Code, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { AnchorLink } from "../../ui/AnchorLink";
import { ExactText } from "../../ui/ExactText";
import { Loaded } from "../../ui/Loaded";
import { Told } from "../../ui/Told";
import { Value } from "../../ui/values/Value";
import { When } from "../../ui/When";
import { Facts } from "../Facts";
import { AgentLink, TimelineLink } from "../links";
import { Section } from "../Section";
import { Status } from "../Status";
import { plain } from "../words";
import { type ApprovalInFull, approvalQuery, mayBeRevoked } from "./approvals";
import { RevokeButton } from "./RevokeButton";

export function ApprovalDetails({ id }: { id: string }) {
  return <Loaded query={useQuery(approvalQuery(id))}>{(approval) => <InFull approval={approval} />}</Loaded>;
}

function InFull({ approval }: { approval: ApprovalInFull }) {
  return (
    <Stack gap="md">
      <Text fw={600}>{approval.title}</Text>
      <Text size="sm">
        <Told>{approval.plain_words}</Told>
      </Text>
      <Group gap="xs">
        {mayBeRevoked(approval) && <RevokeButton approval={approval} />}
        {approval.tool && (
          <AnchorLink to="/ops/controls" search={{ tool: approval.tool }}>
            Stop this tool…
          </AnchorLink>
        )}
      </Group>
      <About approval={approval} />
      <Section title="Why a person is asked">
        <Value value={approval.policy} />
      </Section>
      <Section title="Arguments">
        <Value value={approval.arguments} />
      </Section>
      <Edit edit={approval.edit} />
      <Section title="Exactly what goes out">
        <ExactText exact={approval.exact} target={approval.target} digest={approval.digest} />
      </Section>
      <Attempts approval={approval} />
    </Stack>
  );
}

function About({ approval }: { approval: ApprovalInFull }) {
  const named = (id: string) => approval.names[id] ?? id;
  const note = approval.note && `: “${approval.note}”`;
  const by = approval.decided_by && `${named(approval.decided_by)}${note}`;
  return (
    <Facts
      facts={[
        ["Status", <Status key="status" status={approval.status} />],
        ["Risk", plain(approval.risk)],
        ["Tool", approval.tool || "None"],
        ["Mode", plain(approval.mode)],
        ["Asked of", approval.assignees.map(named).join(", ")],
        ["People needed", `${approval.people}, ${approval.votes} so far`],
        ["Decided by", by || "Nobody yet"],
        ["Asked", <When key="asked" at={approval.created_at} seconds />],
        ["Expires", <When key="expires" at={approval.expires_at} />],
        ["Decided", <When key="decided" at={approval.decided_at} seconds />],
        ["Agent", <AgentLink key="agent" id={approval.agent_id} name={approval.agent_name} />],
        ["Customer", named(approval.user_id)],
        ["Correlation id", <TimelineLink key="corr" id={approval.correlation_id} />],
        ["Approval", <Code key="id">{approval.approval_id}</Code>],
      ]}
    />
  );
}

function Edit({ edit }: { edit: ApprovalInFull["edit"] }) {
  if (Object.keys(edit).length === 0) return null;
  return (
    <Section title="What the person changed">
      <Value value={edit} />
    </Section>
  );
}

function Attempts({ approval }: { approval: ApprovalInFull }) {
  if (approval.effects.length === 0) return null;
  return (
    <Section title="What came of it">
      {approval.effects.map((effect) => (
        <Text key={effect.attempt} size="sm" component="div">
          Attempt {effect.attempt}: <Status status={effect.status} />{" "}
          <When at={effect.settled_at || effect.dispatched_at || effect.prepared_at} seconds />{" "}
          {effect.detail}
        </Text>
      ))}
    </Section>
  );
}
