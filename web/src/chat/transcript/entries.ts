/** What a thread looks like once its events are folded: what was said and done, in order of first appearance. */

/** Of a tool call: what it is up to, and in the end what became of it (contracts §5). */
export type CallState =
  | "asking" // its arguments are still being written
  | "running"
  | "waiting" // for a person
  | "decided" // a person has answered; what comes of it follows
  | "interrupted" // its run ended without an answer
  | Outcome;

export type Outcome =
  | "ok"
  | "refused"
  | "denied"
  | "responded"
  | "revise"
  | "expired"
  | "revoked"
  | "cancelled"
  | "not_sent"
  | "failed"
  | "unknown"
  | "needs_person";

/** What the executor answered. */
export interface CallAnswer {
  status: string;
  result?: unknown;
  detail?: string;
  rule?: string;
  note?: string;
  problems?: { pointer: string; detail: string }[];
  edited?: { by: string; arguments: unknown };
  standing_approval?: string;
}

/** What a leg left for a person to decide; the rest of it is in the approval. */
export interface Interrupt {
  approvalId: string;
  message: string;
  callId: string;
  kind: string;
  effect: string;
  tool: string;
  expiresAt: string;
}

interface Of {
  /** Unique in the thread, and the same however often it is folded. */
  id: string;
  runId: string;
}

export interface SaidEntry extends Of {
  kind: "said";
  text: string;
}

export interface AnswerEntry extends Of {
  kind: "answer";
  messageId: string;
  text: string;
  isStreaming: boolean;
}

export interface ThoughtEntry extends Of {
  kind: "thought";
  text: string;
  isStreaming: boolean;
}

export interface CallEntry extends Of {
  kind: "call";
  callId: string;
  /** As people know it: `weights.save_batch`. */
  tool: string;
  /** JSON, as far as it has come. */
  arguments: string;
  state: CallState;
  answer?: CallAnswer;
  interrupt?: Interrupt;
  /** Made by a person through a form, not by the agent. */
  isPersons: boolean;
}

export interface StepEntry extends Of {
  kind: "step";
  name: string;
  isDone: boolean;
}

export interface SurfaceEntry extends Of {
  kind: "surface";
  messageId: string;
  operations: readonly unknown[];
  answered: boolean;
}

/** A stop that is no tool call: the context before a model call, or the final answer. */
export interface GateEntry extends Of {
  kind: "gate";
  interrupt: Interrupt;
  isOpen: boolean;
}

/** Where a run ended; how, is in the run. */
export interface EndEntry extends Of {
  kind: "end";
}

export type Entry =
  | SaidEntry
  | AnswerEntry
  | ThoughtEntry
  | CallEntry
  | StepEntry
  | SurfaceEntry
  | GateEntry
  | EndEntry;

export type RunStatus = "running" | "waiting" | "succeeded" | "failed" | "cancelled";

/** AG-UI's counts of one leg and model. */
export interface Usage {
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  cachedInputTokens: number;
  /** Ours: millionths of a US dollar, by the prices of the deploy. */
  costMicroUsd: number;
}

export interface Run {
  id: string;
  status: RunStatus;
  /** Whether a person spoke; a form's Save is a little run in which nobody did. */
  isAsked: boolean;
  usage: readonly Usage[];
  failure?: { message: string; code: string };
  /** Ids of entries that something may still come for. */
  open: readonly string[];
}

export interface Transcript {
  lastSeq: number;
  entries: readonly Entry[];
  runs: ReadonlyMap<string, Run>;
  /** Where an entry stands, by its id. */
  places: ReadonlyMap<string, number>;
  /** Which run a correlation id belongs to. */
  runOf: ReadonlyMap<string, string>;
}

export const EMPTY: Transcript = {
  lastSeq: 0,
  entries: [],
  runs: new Map(),
  places: new Map(),
  runOf: new Map(),
};

/** Whether it can still change: somebody should keep listening for it. */
export function isUnderWay(transcript: Transcript): boolean {
  return [...transcript.runs.values()].some(({ status }) => status === "running");
}
