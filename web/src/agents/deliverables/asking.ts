/** How each answer to a draft is asked for once more: what its dialog says, and whether it needs words. Pure. */
import type { Asking } from "../../inbox/verdicts";
import type { Decision, InFull } from "./answers";
import { isHeldBack } from "./states";

/** In the order of their buttons; none where this person is not asked. */
export function decisionsFor(one: InFull): Decision[] {
  if (isHeldBack(one)) return ["reject"];
  if (!one.may_decide || one.status !== "pending_review") return [];
  if (one.kind === "report") return ["acknowledge"];
  return one.rounds_left > 0 ? ["approve", "revise", "reject"] : ["approve", "reject"];
}

export function labelOf(decision: Decision, one: InFull): string {
  if (decision === "reject" && isHeldBack(one)) return "Throw it away";
  return {
    approve: "Approve",
    revise: "Ask for another version",
    reject: "Reject",
    acknowledge: "I have read this",
  }[decision];
}

export function askingFor(decision: Decision, one: InFull, isRehearsal: boolean): Asking {
  const button = labelOf(decision, one);
  switch (decision) {
    case "approve":
      return {
        title: isRehearsal ? "Approve this rehearsal?" : "Approve this draft?",
        about: one.plain_words,
        words: "A note for the agent (optional)",
        needsWords: false,
        button,
        color: "go",
      };
    case "revise":
      return {
        title: "Ask for another version",
        about: `The agent reads your notes and writes version ${one.version + 1}. ${roundsWords(one.rounds_left)}`,
        words: "What should be different?",
        needsWords: true,
        button: "Send it back",
        color: "go",
      };
    case "reject":
      return {
        title: isHeldBack(one) ? "Throw this draft away?" : "Reject this draft?",
        about: "Nothing will come of it. The reason is kept with it.",
        words: "Why not?",
        needsWords: true,
        button,
        color: "red.9",
      };
    case "acknowledge":
      return { title: "Report", about: one.plain_words, needsWords: false, button, color: "go" };
  }
}

export function roundsWords(left: number): string {
  if (left <= 0) return "It was sent back as often as it may be: approve it, edit it or reject it.";
  if (left === 1) return "This is the last time that it can be sent back.";
  return `It can be sent back ${left} times.`;
}
