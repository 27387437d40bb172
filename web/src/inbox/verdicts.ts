/** How each verdict is asked for: what its dialog says, and whether it needs words. */
import type { ApprovalInFull, Verdict } from "./approval";
import { fits, goesOutside, isRehearsal, mayEdit } from "./approval";
import { promise } from "./words";

export interface Asking {
  title: string;
  about: string;
  /** Of the field for words; none where there is none. */
  words?: string;
  needsWords: boolean;
  button: string;
  color: string;
}

/** In the order of their buttons: a yes first; an edit takes its place once something is changed. */
export function offered(approval: ApprovalInFull, changed: boolean): Verdict[] {
  if (!approval.may_decide) return [];
  const yes: Verdict = changed && mayEdit(approval) ? "edit" : "approve";
  const all: Verdict[] = [yes, "acknowledge", "deny", "respond", "revise"];
  return all.filter((verdict) => fits(approval, verdict));
}

/** Whether it is asked once more before it is sent: whatever goes outside, and whatever needs words. */
export function isConfirmed(approval: ApprovalInFull, verdict: Verdict): boolean {
  return goesOutside(approval) || verdict === "deny" || verdict === "respond" || verdict === "revise";
}

const OPTIONAL = { words: "A note for the agent (optional)", needsWords: false };

export function asking(approval: ApprovalInFull, verdict: Verdict): Asking {
  switch (verdict) {
    case "approve":
      return { ...yes(approval), ...OPTIONAL, button: `Approve${outside(approval)}` };
    case "edit":
      return {
        ...yes(approval),
        ...OPTIONAL,
        about: `Your version takes the place of the agent's. ${promise(approval)}`,
        button: `Approve with changes${outside(approval)}`,
      };
    case "acknowledge":
      return { ...yes(approval), needsWords: false, button: "I have read this" };
    case "deny":
      return {
        title: "Deny it?",
        about: "Nothing is done. The agent reads your reason.",
        words: "Why not?",
        needsWords: true,
        button: "Deny",
        color: "red",
      };
    case "respond":
      return {
        title: "Answer in words",
        about: "Nothing is done. The agent reads your words and goes on from there.",
        words: "What should the agent know?",
        needsWords: true,
        button: "Send these words",
        color: "go",
      };
    case "revise":
      return {
        title: "Ask for another version",
        about: "This version is closed. The agent reads your notes and proposes a new one.",
        words: "What should be different?",
        needsWords: true,
        button: "Send it back",
        color: "go",
      };
  }
}

function yes(approval: ApprovalInFull): { title: string; about: string; color: string } {
  const title = isRehearsal(approval) ? "Approve this rehearsal?" : "Approve it?";
  return { title, about: approval.plain_words, color: "go" };
}

function outside(approval: ApprovalInFull): string {
  return goesOutside(approval) && approval.kind === "tool_call" && !isRehearsal(approval) ? " and send" : "";
}
