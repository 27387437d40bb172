/** What a check of the trail found, in plain words. Pure. */
import type { Verdict } from "./audit";
import { type Period, periodWords } from "./period";

export const KINDS: Readonly<Record<Verdict["findings"][number]["kind"], string>> = {
  changed: "Changed: it says something else than when it was sealed",
  missing: "Missing: it was kept, and is gone",
  reordered: "Reordered: it stands where another stood",
  never_sealed: "Never sealed: it is in no block, or was put into one afterwards",
  chain_broken: "Chain broken: a block is gone, bent, or does not follow the one before",
  head_differs: "Head differs: a block is not what was locked away of it",
};

export interface VerdictWords {
  headline: string;
  sentences: string[];
}

export function verdictWords(verdict: Verdict, period: Period): VerdictWords {
  const { ok, findings, unsealed, erased } = verdict;
  const defects = findings.length === 1 ? "1 defect" : `${findings.length} defects`;
  return {
    headline: ok ? "The trail is as it was written." : `The trail has ${defects}.`,
    sentences: [
      `${counted(verdict.entries, "entry", "entries")} checked ${periodWords(period)}, in a chain of ${counted(verdict.blocks, "block", "blocks")}.`,
      anchorWords(verdict.anchors),
      ...(unsealed > 0
        ? [`${counted(unsealed, "entry is", "entries are")} too young to be in a block yet.`]
        : []),
      ...(erased > 0
        ? [`The details of ${counted(erased, "entry", "entries")} were erased, as the law asks.`]
        : []),
    ],
  };
}

function anchorWords(anchors: number): string {
  if (anchors === 0) return "No day’s end is locked away yet.";
  return `${counted(anchors, "day’s end is", "days’ ends are")} locked away, and compared.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
