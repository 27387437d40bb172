/** My verdict was not taken: what stands there now, who did it and when, and what to do next. */
import { Button, Stack, Text } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Problem } from "../api/problem";
import { useMe } from "../session/me";
import { signIn } from "../session/oidc";
import { Note } from "../ui/Note";
import { ago } from "../ui/now";
import { ProblemNote } from "../ui/ProblemNote";
import type { ApprovalInFull } from "./approval";
import { decisionOf } from "./words";

interface Props {
  problem: Problem;
  /** As it stands now: it was asked for again. */
  approval: ApprovalInFull;
}

export function Refused({ problem, approval }: Props) {
  if (problem.rule === "fresh_login") return <SignInAgain />;
  if (problem.status === 409 || problem.status === 410) return <TooLate approval={approval} />;
  if (problem.status === 412)
    return (
      <Said title="It changed while you looked">
        Nothing was decided. Read what stands there now, then decide. What you typed is kept.
      </Said>
    );
  return <ProblemNote problem={problem} />;
}

/** The very refusals after which the same verdict would be refused again. */
export function isFinal(problem: Problem | null): boolean {
  return problem !== null && (problem.status === 409 || problem.status === 410 || problem.status === 412);
}

function TooLate({ approval }: { approval: ApprovalInFull }) {
  return (
    <Said title={hasNoVerdict(approval) ? "Too late" : "Somebody was faster"}>
      {useEnd(approval)}. Your verdict was not counted, and what you typed was not sent.
    </Said>
  );
}

/** In a dialog that was open when it ended. */
export function Meanwhile({ approval }: { approval: ApprovalInFull }) {
  return <Said title="It ended meanwhile">{useEnd(approval)}. There is nothing left to decide.</Said>;
}

function hasNoVerdict({ status }: ApprovalInFull): boolean {
  return status === "pending" || status === "expired";
}

/** "Anna denied it 2 minutes ago". */
function useEnd(approval: ApprovalInFull): string {
  const me = useMe()?.user_id ?? "";
  if (hasNoVerdict(approval)) return "Its time is over, and nothing was done";
  const when = approval.decided_at ? ` ${ago(approval.decided_at, Date.now())}` : "";
  return `${decisionOf(approval, approval.names, me)}${when}`;
}

function SignInAgain() {
  const here = useRouterState({ select: (router) => router.location.href });
  const [going, setGoing] = useState(false);
  const go = () => {
    setGoing(true);
    void signIn(here, true).catch(() => setGoing(false));
  };
  return (
    <Note title="This needs a fresh sign-in" role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Your sign-in is older than five minutes. Sign in again; you come back to this very approval, and
          what you changed is kept.
        </Text>
        <Button size="xs" onClick={go} loading={going}>
          Sign in again
        </Button>
      </Stack>
    </Note>
  );
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Note title={title} role="alert">
      <Text size="sm">{children}</Text>
    </Note>
  );
}
