/** What one thought of the answers in a thread, as the server keeps it: one opinion each, the last one given. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, newIdempotencyKey, read, type Schemas } from "../../api/client";
import type { Problem } from "../../api/problem";

type Feedback = Schemas["Feedback"];
type Given = Readonly<Record<string, Feedback>>;

export type Label = Feedback["label"];
export type Opinion = Pick<Feedback, "label" | "notes">;

export interface Target {
  thread: string;
  runId: string;
  /** The id of the answer's message. */
  id: string;
}

const PAGE = 100;

function givenQuery(thread: string) {
  return queryOptions({
    queryKey: ["feedback", thread],
    queryFn: () => everyOne(thread),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

async function everyOne(thread_id: string): Promise<Given> {
  const given: Record<string, Feedback> = {};
  let cursor: string | undefined;
  do {
    const query = { thread_id, limit: PAGE, ...(cursor && { cursor }) };
    const page = await read(api.GET("/api/v1/feedback", { params: { query } }));
    for (const one of page.items) given[one.target_id] = one;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return given;
}

export function useOpinion({ thread, id }: Target): Feedback | undefined {
  const { data } = useQuery({ ...givenQuery(thread), select: (given) => given[id] ?? null });
  return data ?? undefined;
}

export function useGiving({ thread, runId, id }: Target, onGiven: (given: Feedback) => void) {
  const client = useQueryClient();
  return useMutation<Feedback, Problem, Opinion>({
    mutationFn: (opinion) => {
      const header = { "Idempotency-Key": newIdempotencyKey() };
      const body = { target_type: "message" as const, target_id: id, run_id: runId, ...opinion };
      return read(api.POST("/api/v1/feedback", { params: { header }, body }));
    },
    onSuccess: (given) => {
      client.setQueryData(givenQuery(thread).queryKey, (others) => ({ ...others, [id]: given }));
      onGiven(given);
    },
  });
}
