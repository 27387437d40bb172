/** AG-UI's events folded into a transcript. Pure: the same frames give the same transcript, however they came. */
import type { AguiEvent } from "../../socket";
import { Draft } from "./draft";
import type { CallState, Entry, RunStatus, Transcript } from "./entries";
import { answerIn, bag, interruptsIn, list, runIdOf, saidIn, text, usageIn } from "./reading";

const BY_PERSON = "ui_"; // begins the ids of calls that a person made through a form
const ACTIVITY = "a2ui-surface";

export interface Numbered {
  seq: number;
  corr: string;
  event: AguiEvent;
}

/** Frames come in order; one that was folded before is passed over. */
export function fold(from: Transcript, frames: readonly Numbered[]): Transcript {
  const draft = new Draft(from);
  for (const { seq, corr, event } of frames) {
    if (seq <= draft.lastSeq) continue;
    draft.lastSeq = seq;
    FOLDS[event.type]?.(draft, event, corr);
  }
  return draft.done();
}

type Fold = (draft: Draft, event: AguiEvent, corr: string) => void;

/** What it does not know, a later version may have added. */
const FOLDS: Readonly<Record<string, Fold>> = {
  RUN_STARTED: runStarted,
  RUN_FINISHED: runFinished,
  RUN_ERROR: runError,
  TEXT_MESSAGE_START: textStart,
  TEXT_MESSAGE_CONTENT: (draft, event) =>
    grow(draft, `answer:${text(event, "messageId")}`, text(event, "delta")),
  TEXT_MESSAGE_END: (draft, event) => endText(draft, `answer:${text(event, "messageId")}`),
  REASONING_MESSAGE_START: thoughtStart,
  REASONING_MESSAGE_CONTENT: (draft, event) =>
    grow(draft, `thought:${text(event, "messageId")}`, text(event, "delta")),
  REASONING_MESSAGE_END: (draft, event) => endText(draft, `thought:${text(event, "messageId")}`),
  TOOL_CALL_START: callStart,
  TOOL_CALL_ARGS: callArguments,
  TOOL_CALL_END: (draft, event) => moveCall(draft, text(event, "toolCallId"), "asking", "running"),
  TOOL_CALL_RESULT: callResult,
  STEP_STARTED: stepStarted,
  STEP_FINISHED: stepFinished,
  ACTIVITY_SNAPSHOT: activity,
};

/** A leg that follows another begins once every question of that one has its answer. */
function runStarted(draft: Draft, event: AguiEvent, corr: string): void {
  const run = draft.begin(runIdOf(event), corr);
  draft.settle(run.id, decided);
  for (const said of saidIn(event)) {
    draft.put({ kind: "said", id: `said:${said.id}`, runId: run.id, text: said.text });
    draft.mend(run.id, { isAsked: true });
  }
}

function runFinished(draft: Draft, event: AguiEvent, corr: string): void {
  const run = draft.run(corr, event);
  draft.mend(run.id, { usage: [...run.usage, ...usageIn(event)] });
  const outcome = text(bag(event.outcome), "type");
  if (outcome === "interrupt") interrupted(draft, event, run.id);
  else if (bag(event.metadata).continues === true) draft.settle(run.id, silenced);
  else ended(draft, run.id, outcome === "cancelled" ? "cancelled" : "succeeded");
}

function runError(draft: Draft, event: AguiEvent, corr: string): void {
  const run = draft.run(corr, event);
  const failure = { message: text(event, "message"), code: text(event, "code") };
  draft.mend(run.id, { failure, usage: [...run.usage, ...usageIn(event)] });
  ended(draft, run.id, "failed");
}

function ended(draft: Draft, runId: string, status: RunStatus): void {
  draft.settle(runId, abandoned);
  draft.mend(runId, { status, open: [] });
  draft.put({ kind: "end", id: `end:${runId}`, runId });
}

/** The leg ends with questions: at its calls, or at the gates of audit mode. */
function interrupted(draft: Draft, event: AguiEvent, runId: string): void {
  draft.settle(runId, silenced);
  draft.mend(runId, { status: "waiting" });
  for (const interrupt of interruptsIn(event)) {
    const call = draft.entry(`call:${interrupt.callId}`);
    if (call?.kind === "call") draft.put({ ...call, state: call.answer ? call.state : "waiting", interrupt });
    else
      draft.put({ kind: "gate", id: `gate:${interrupt.approvalId}`, runId, interrupt, isOpen: true }, true);
  }
}

function textStart(draft: Draft, event: AguiEvent, corr: string): void {
  const messageId = text(event, "messageId");
  const common = { id: `answer:${messageId}`, runId: draft.run(corr, event).id };
  if (draft.entry(common.id)) return;
  draft.put({ kind: "answer", ...common, messageId, text: "", isStreaming: true }, true);
}

function thoughtStart(draft: Draft, event: AguiEvent, corr: string): void {
  const common = { id: `thought:${text(event, "messageId")}`, runId: draft.run(corr, event).id };
  if (!draft.entry(common.id)) draft.put({ kind: "thought", ...common, text: "", isStreaming: true }, true);
}

function grow(draft: Draft, id: string, delta: string): void {
  const entry = draft.entry(id);
  if (entry?.kind === "answer" || entry?.kind === "thought")
    draft.put({ ...entry, text: entry.text + delta });
}

function endText(draft: Draft, id: string): void {
  const entry = draft.entry(id);
  if (!entry) return;
  draft.put(silenced(entry));
  draft.close(entry.runId, id);
}

function callStart(draft: Draft, event: AguiEvent, corr: string): void {
  const callId = text(event, "toolCallId");
  const common = { id: `call:${callId}`, runId: draft.run(corr, event).id, callId };
  if (draft.entry(common.id)) return;
  const tool = text(event, "toolCallName").replace("__", ".");
  const isPersons = callId.startsWith(BY_PERSON);
  draft.put({ kind: "call", ...common, tool, arguments: "", state: "asking", isPersons }, true);
}

function callArguments(draft: Draft, event: AguiEvent): void {
  const call = draft.entry(`call:${text(event, "toolCallId")}`);
  if (call?.kind === "call") draft.put({ ...call, arguments: call.arguments + text(event, "delta") });
}

function moveCall(draft: Draft, callId: string, from: CallState, to: CallState): void {
  const call = draft.entry(`call:${callId}`);
  if (call?.kind === "call" && call.state === from) draft.put({ ...call, state: to });
}

function callResult(draft: Draft, event: AguiEvent): void {
  const call = draft.entry(`call:${text(event, "toolCallId")}`);
  if (call?.kind !== "call") return;
  const answer = answerIn(text(event, "content"));
  draft.put({ ...call, answer, state: stateOf(answer.status) });
  draft.close(call.runId, call.id);
}

function stepStarted(draft: Draft, event: AguiEvent, corr: string): void {
  const { id: runId } = draft.run(corr, event);
  const name = text(event, "stepName");
  draft.put({ kind: "step", id: `step:${runId}:${draft.lastSeq}`, runId, name, isDone: false }, true);
}

function stepFinished(draft: Draft, event: AguiEvent, corr: string): void {
  const run = draft.run(corr, event);
  for (const id of run.open) {
    const step = draft.entry(id);
    if (step?.kind !== "step" || step.name !== text(event, "stepName")) continue;
    draft.put({ ...step, isDone: true });
    draft.close(run.id, id);
  }
}

/** A form whose place another run took, the Save's own, is answered, and never opens again. */
function activity(draft: Draft, event: AguiEvent, corr: string): void {
  if (text(event, "activityType") !== ACTIVITY) return;
  const messageId = text(event, "messageId");
  const operations = list(bag(event.content), "a2ui_operations");
  const run = draft.run(corr, event);
  const shown = draft.entry(`surface:${messageId}`);
  if (shown?.kind !== "surface") {
    draft.put({
      kind: "surface",
      id: `surface:${messageId}`,
      runId: run.id,
      messageId,
      operations,
      answered: false,
    });
  } else if (!shown.answered) {
    draft.put({ ...shown, operations, answered: run.id !== shown.runId });
  }
}

const OUTCOMES: readonly string[] = [
  "ok", "refused", "denied", "responded", "revise", "expired", "revoked", "cancelled", "not_sent", "failed",
  "needs_person",
] satisfies CallState[]; // biome-ignore format: one word each

function stateOf(status: string): CallState {
  return OUTCOMES.includes(status) ? (status as CallState) : "unknown";
}

function decided(entry: Entry): Entry {
  if (entry.kind === "gate") return { ...entry, isOpen: false };
  if (entry.kind === "call" && entry.state === "waiting") return { ...entry, state: "decided" };
  return entry;
}

function silenced(entry: Entry): Entry {
  if (entry.kind === "answer" || entry.kind === "thought") return { ...entry, isStreaming: false };
  return entry;
}

function abandoned(entry: Entry): Entry {
  if (entry.kind === "call" && !entry.answer) return { ...entry, state: "interrupted" };
  if (entry.kind === "step") return { ...entry, isDone: true };
  return silenced(decided(entry));
}
