/** The state of the kill switches in one sentence. Pure. */
import type { Switches } from "./switches";

export interface StoppedWords {
  headline: string;
  reason: string;
  /** Nothing at all is stopped. */
  runs: boolean;
}

export function stoppedWords({ tenant, reason, agents, tools }: Switches): StoppedWords {
  if (tenant) return { headline: "Everything is stopped.", reason, runs: false };
  const parts = [
    counted(Object.keys(agents).length, "agent"),
    counted(Object.keys(tools).length, "tool"),
  ].filter(Boolean);
  if (parts.length === 0) return { headline: "Nothing is stopped.", reason: "", runs: true };
  const isOne = parts.length === 1 && parts[0]?.startsWith("1 ");
  return { headline: `${parts.join(" and ")} ${isOne ? "is" : "are"} stopped.`, reason: "", runs: false };
}

function counted(count: number, noun: string): string {
  if (count === 0) return "";
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
