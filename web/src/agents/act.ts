/** Something a person does, once: its repeat after no answer carries the same Idempotency-Key. */
import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { newIdempotencyKey } from "../api/client";
import { asProblem, type Problem } from "../api/problem";

export interface KeyHeader {
  "Idempotency-Key": string;
}

export interface Act<Input> {
  run: (input: Input) => void;
  busy: boolean;
  problem: Problem | undefined;
  /** Takes the refusal off the page. */
  forget: () => void;
}

/** `send` gets the same key for the same input until it has succeeded. Secrets do not pass here: inputs are kept. */
export function useAct<Input, Output>(
  send: (input: Input, header: KeyHeader) => Promise<Output>,
  done?: (output: Output) => unknown,
): Act<Input> {
  const intent = useRef({ input: "", key: "" });
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      const said = JSON.stringify(input ?? null);
      if (intent.current.input !== said) intent.current = { input: said, key: newIdempotencyKey() };
      return send(input, { "Idempotency-Key": intent.current.key });
    },
    onSuccess: async (output) => {
      intent.current = { input: "", key: "" };
      await done?.(output);
    },
  });
  return {
    run: (input) => mutation.mutate(input),
    busy: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
    forget: mutation.reset,
  };
}
