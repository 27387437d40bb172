/** Several answers, fifty to a call, one call after the other; what came of each, whatever became of a call. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, newIdempotencyKey, read } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { Deliverable } from "./answers";
import { allFailed, type BatchDecision, inCalls, type Outcome, outcomesOf, verdictOn } from "./batch";
import { draftsChanged } from "./looking";

export function useBatch(decision: BatchDecision, items: readonly Deliverable[]) {
  const client = useQueryClient();
  const [answered, setAnswered] = useState<number>();
  const [outcomes, setOutcomes] = useState<Outcome[]>();
  const run = async (notes: string) => {
    setAnswered(0);
    const found: Outcome[] = [];
    for (const some of inCalls(items)) {
      found.push(...(await ask(some, decision, notes)));
      setAnswered(found.length);
    }
    setOutcomes(found);
    setAnswered(undefined);
    await draftsChanged(client);
  };
  return {
    run: (notes: string) => void run(notes),
    busy: answered !== undefined,
    answered: answered ?? 0,
    outcomes,
  };
}

async function ask(some: readonly Deliverable[], decision: BatchDecision, notes: string): Promise<Outcome[]> {
  const header = { "Idempotency-Key": newIdempotencyKey() };
  const body = { items: some.map((one) => verdictOn(one, decision, notes)) };
  try {
    const { results } = await read(api.POST("/api/v1/deliverables/review", { params: { header }, body }));
    return outcomesOf(some, results);
  } catch (thrown) {
    return allFailed(some, asProblem(thrown));
  }
}
