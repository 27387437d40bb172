/** My verdict on its way: sent with the digest of what I saw, and what the answer changes here. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, readWhole } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Approval, ApprovalInFull, Values, Verdict } from "./approval";
import { rememberDecided } from "./decided";
import { forgetEdit } from "./edits";
import { heard } from "./live";
import { approvalQuery, waitingQuery } from "./queries";

export interface Given {
  verdict: Verdict;
  note?: string;
  arguments?: Values;
}

/** `replayed`: this very verdict stood there before. */
export interface Decided {
  approval: Approval;
  replayed: boolean;
}

/** What a verdict changes elsewhere; what waits is known from the answer itself, and may be long. */
const TOUCHED = [["approvals", "one"], ["approvals", "ended"], ["deliverables"], ["my-agents"]];

export function useDecision(approval: ApprovalInFull, onDone?: (decided: Decided) => void) {
  const client = useQueryClient();
  const { approval_id, digest } = approval;
  const settle = () => Promise.all(TOUCHED.map((queryKey) => client.invalidateQueries({ queryKey })));
  const { mutate, isPending, error, reset } = useMutation<Decided, Problem, Given>({
    mutationFn: (given) => decide(approval_id, digest, given),
    onSuccess: (decided) => {
      client.setQueryData(
        approvalQuery(approval_id).queryKey,
        (known) =>
          known && { ...known, ...decided.approval, may_decide: decided.approval.status === "pending" },
      );
      client.setQueryData(waitingQuery.queryKey, (known) => known && heard(known, decided.approval, false));
      forgetEdit(approval_id);
      rememberDecided(decided.approval);
      void settle();
      onDone?.(decided);
    },
    onError: () => {
      void settle(); // what stands there now is shown beside the refusal
      void client.invalidateQueries({ queryKey: waitingQuery.queryKey });
    },
  });
  return { decide: mutate, busy: isPending, refused: error, forget: reset };
}

async function decide(approval_id: string, digest: string, given: Given): Promise<Decided> {
  const said = api.POST("/api/v1/approvals/{approval_id}/decide", {
    params: { path: { approval_id } },
    body: { note: "", arguments: null, ...given, digest },
  });
  const { data, response } = await readWhole(said).catch((thrown: unknown) => {
    throw asProblem(thrown);
  });
  return { approval: data, replayed: response.headers.get("Idempotent-Replayed") === "true" };
}

export type Decision = ReturnType<typeof useDecision>;
