/** A deed or an answer that was refused: what stands there now, why, and what to do about it. */
import { Stack, Text } from "@mantine/core";
import type { Problem } from "../../api/problem";
import type { ApprovalInFull } from "../../inbox/approval";
import { Refused } from "../../inbox/Refused";
import { AnchorLink } from "../../ui/AnchorLink";
import { Note } from "../../ui/Note";
import { ProblemNote } from "../../ui/ProblemNote";
import { type Advice, adviceFor } from "./advice";
import type { InFull } from "./answers";
import { stateOf } from "./states";

interface Props {
  problem: Problem;
  /** As it stands now: it was asked for again. */
  one: InFull;
  approval: ApprovalInFull | undefined;
  withoutFields?: boolean;
}

export function Refusal({ problem, one, approval, withoutFields }: Props) {
  if (problem.rule === "fresh_login" && approval) return <Refused problem={problem} approval={approval} />;
  if (isChanged(problem)) return <Changed problem={problem} one={one} />;
  const advice = adviceFor(problem);
  return (
    <Stack gap="xs">
      <ProblemNote problem={problem} withoutFields={withoutFields} />
      {advice && <Advise advice={advice} agent={one.agent_id} />}
    </Stack>
  );
}

/** It is not, or no more, as it was shown; or its time is over. */
function isChanged({ status, document }: Problem): boolean {
  return status === 412 || status === 410 || (status === 409 && document.retry_after === undefined);
}

function Changed({ problem, one }: { problem: Problem; one: InFull }) {
  const { label, means } = stateOf(one);
  return (
    <Note title="It changed while you looked" role="alert">
      <Text size="sm">{problem.message}</Text>
      <Text size="sm">
        Nothing was done. It now stands as version {one.version}: <strong>{label}</strong>. {means}
      </Text>
    </Note>
  );
}

function Advise({ advice, agent }: { advice: Advice; agent: string }) {
  return (
    <Text size="sm" component="div">
      {advice.words}{" "}
      {advice.to && (
        <AnchorLink to={advice.to} search={{ agent }}>
          {advice.link}
        </AnchorLink>
      )}
    </Text>
  );
}
