/** What a person does about a draft, and the refusals after which it is looked at again. */
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, ifMatch, newIdempotencyKey, readWhole } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type { Decision, Deliverable } from "./answers";
import { draftsChanged } from "./looking";

/** Bound to the version that was shown. */
export function review(one: Deliverable, decision: Decision, notes: string) {
  const { deliverable_id, digest, version } = one;
  const path = "/api/v1/deliverables/{deliverable_id}/review";
  const body = { decision, digest, version, notes };
  return readWhole(api.POST(path, { params: { path: { deliverable_id } }, body }));
}

/** `at` in UTC, ISO 8601. */
export function schedule(one: Deliverable, at: string) {
  const { deliverable_id, revision } = one;
  const path = "/api/v1/deliverables/{deliverable_id}/schedule";
  return readWhole(
    api.POST(path, { params: { path: { deliverable_id } }, headers: ifMatch(revision), body: { at } }),
  );
}

export function unschedule({ deliverable_id, revision }: Deliverable) {
  const path = "/api/v1/deliverables/{deliverable_id}/schedule";
  return readWhole(api.DELETE(path, { params: { path: { deliverable_id }, header: ifMatch(revision) } }));
}

/** With the approval that its review gave. The same key is a repeat of the same deed. */
export function execute({ deliverable_id, approval_id }: Deliverable, key: string) {
  const path = "/api/v1/deliverables/{deliverable_id}/execute";
  const header = { "Idempotency-Key": key };
  return readWhole(api.POST(path, { params: { path: { deliverable_id }, header }, body: { approval_id } }));
}

const REPLAYED = {
  title: "This was done before",
  message: "Nothing was done a second time. Here is what came of it.",
};

interface Answered<Output> {
  data: Output;
  response: Response;
}

export interface Done<Output> {
  data: Output;
  /** It stood there before, and was not done a second time. */
  replayed: boolean;
}

/**
 * One deed at a time. `send` gets the key of this intent, the same one until somebody answered with a yes. Whatever
 * the answer is, all that shows drafts asks again.
 */
export function useDeed<Input, Output>(
  send: (input: Input, key: string) => Promise<Answered<Output>>,
  onDone?: (done: Done<Output>) => void,
) {
  const client = useQueryClient();
  const key = useRef(newIdempotencyKey());
  const { mutate, isPending, error, reset, data } = useMutation<Done<Output>, Problem, Input>({
    mutationFn: async (input) => {
      const { data: body, response } = await send(input, key.current).catch((thrown: unknown) => {
        throw asProblem(thrown);
      });
      return { data: body, replayed: response.headers.get("Idempotent-Replayed") === "true" };
    },
    onSuccess: async (done) => {
      key.current = newIdempotencyKey();
      if (done.replayed) notifications.show(REPLAYED);
      await draftsChanged(client);
      onDone?.(done);
    },
    onError: () => void draftsChanged(client),
  });
  return { run: mutate, busy: isPending, refused: error, done: data, forget: reset };
}
