/** Calls, steps and runs in plain words. Pure. */
import type { Tone } from "../../ui/tones";
import type { CallAnswer, CallState, Run, Usage } from "./entries";

interface Look {
  words: string;
  tone: Tone;
}

const STATES: Readonly<Record<CallState, Look>> = {
  asking: { words: "Being written…", tone: "quiet" },
  running: { words: "Running…", tone: "quiet" },
  waiting: { words: "Waits for a person", tone: "attention" },
  decided: { words: "Decided, on its way…", tone: "quiet" },
  interrupted: { words: "No answer came", tone: "attention" },
  ok: { words: "Done", tone: "yes" },
  refused: { words: "Not done: the request was refused", tone: "attention" },
  denied: { words: "Not done: denied", tone: "no" },
  responded: { words: "Not done: answered in words", tone: "quiet" },
  revise: { words: "Not done: another version is wanted", tone: "quiet" },
  expired: { words: "Not done: nobody decided in time", tone: "attention" },
  revoked: { words: "Not done: taken back", tone: "attention" },
  cancelled: { words: "Not done: called off", tone: "quiet" },
  not_sent: { words: "Not sent", tone: "attention" },
  failed: { words: "Refused by the other side", tone: "no" },
  unknown: { words: "It may or may not have happened; it is looked up", tone: "attention" },
  needs_person: { words: "Nobody can tell whether it arrived; look there yourself", tone: "no" },
};

/** `me` is who reads. */
export function lookOf(state: CallState, answer: CallAnswer | undefined, me: string): Look {
  const look = STATES[state];
  if (state === "ok" && answer?.edited)
    return { ...look, words: `Done, as ${personOf(answer.edited.by, me)} changed it` };
  if (state === "ok" && answer?.standing_approval) return { ...look, words: "Done, allowed in advance" };
  if (state === "denied" && answer?.rule === "person")
    return { ...look, words: "Not done: a person said no" };
  if (state === "not_sent" && isRehearsed(answer))
    return { words: "Rehearsed: nothing was sent", tone: "note" };
  return look;
}

/** Whether a reader should see more than its name without asking. */
export function isWorthReading(state: CallState): boolean {
  return !["asking", "running", "ok", "decided", "cancelled"].includes(state);
}

/** Why, in the words of who said so. */
export function reasonsOf(answer: CallAnswer | undefined): string[] {
  if (!answer) return [];
  const problems = (answer.problems ?? []).map(({ pointer, detail }) =>
    [pointer, detail].filter(Boolean).join(": "),
  );
  const rule = answer.rule && answer.rule !== "person" ? `Rule: ${answer.rule}` : "";
  const said = [answer.detail, ...problems, answer.note, rule];
  return [...new Set(said.filter((words): words is string => Boolean(words)))];
}

function isRehearsed(answer: CallAnswer | undefined): boolean {
  return answer !== undefined && "rehearsed" in answer && answer.rehearsed === true;
}

function personOf(id: string, me: string): string {
  return id === me ? "you" : "somebody else";
}

/** `load_capability:weights` as "load capability: weights". */
export function stepWords(name: string): string {
  return name.replaceAll("_", " ").replace(":", ": ");
}

const COUNT = new Intl.NumberFormat();
const COST = new Intl.NumberFormat(undefined, {
  style: "currency",
  currency: "USD",
  maximumSignificantDigits: 2,
});

/** "8,836 tokens (8,798 read, 38 written) by gpt-5, $0.045"; empty where nobody counted. */
export function usageWords(usage: readonly Usage[]): string {
  const read = sum(usage, "inputTokens");
  const written = sum(usage, "outputTokens");
  if (!read && !written) return "";
  const cached = sum(usage, "cachedInputTokens");
  const models = [...new Set(usage.map(({ model }) => model))].filter(Boolean).join(", ");
  const fromCache = cached ? `, ${COUNT.format(cached)} of them from a cache` : "";
  return (
    `${COUNT.format(read + written)} tokens (${COUNT.format(read)} read${fromCache}, ${COUNT.format(written)} written)` +
    (models && ` by ${models}`) +
    costWords(sum(usage, "costMicroUsd"))
  );
}

/** Two figures that count: an answer costs parts of a cent. */
function costWords(microUsd: number): string {
  return microUsd > 0 ? `, ${COST.format(microUsd / 1_000_000)}` : "";
}

type Counted = "inputTokens" | "outputTokens" | "cachedInputTokens" | "costMicroUsd";

function sum(usage: readonly Usage[], name: Counted): number {
  return usage.reduce((total, counted) => total + counted[name], 0);
}

/** How a run ended, where that is worth a word. */
export function endWords({ status, failure }: Run): string {
  if (status === "cancelled") return "Stopped. What was done before stays done.";
  return status === "failed" ? (failure?.message ?? "It failed.") : "";
}
