/** What an editor knows at any moment: its lines, what would be sent, what stands in the way, how the Save went. */
import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { asProblem, type ProblemDocument } from "../../api/problem";
import type { ActionOutcome, Row } from "../types";
import { atCells, type Changes, changesOf, countOf, MOST } from "./changes";
import type { Line, Table } from "./lines";
import { type CellProblem, problemsOf } from "./problems";
import { next, opened } from "./state";

type CellProblems = Readonly<Record<string, string>>;
const NONE: CellProblems = {};

export interface Editing {
  table: Table;
  rows: readonly Row[];
  save: (changes: Changes) => Promise<ActionOutcome>;
}

export function useEditor({ table, rows, save }: Editing) {
  const [state, dispatch] = useReducer(next, undefined, () => opened(table, rows));
  const [phase, setPhase] = useState<"editing" | "saving" | "saved">("editing");
  const [problem, setProblem] = useState<ProblemDocument>();
  useEffect(() => dispatch({ kind: "rows", rows }), [rows]);

  const { lines } = state;
  const changes = useMemo(() => changesOf(table, lines), [table, lines]);
  const problems = useMemo(() => problemsOf(table, lines), [table, lines]);
  const conflicts = lines.filter((line) => line.theirs !== undefined).length;
  const obstacle = obstacleOf({ table, lines, changes, problems, conflicts });

  const submit = async () => {
    if (obstacle || phase !== "editing") return;
    setPhase("saving");
    setProblem(undefined);
    const outcome = await save(changes).catch(unanswered);
    if (outcome.kind === "saved") return setPhase("saved");
    const { cells, rest } = atCells(changes, outcome.problem.errors ?? []);
    dispatch({ kind: "told", cells });
    setProblem({ ...outcome.problem, errors: rest });
    setPhase("editing");
  };
  const cells = useByLine(problems);
  const problemsAt = (line: Line) => cells.get(line.id) ?? NONE;
  return { lines, dispatch, changes, conflicts, obstacle, phase, problem, submit, problemsAt };
}

function unanswered(thrown: unknown): ActionOutcome {
  return { kind: "refused", problem: asProblem(thrown).document };
}

interface Situation {
  table: Table;
  lines: readonly Line[];
  changes: Changes;
  problems: readonly CellProblem[];
  conflicts: number;
}

/** Why it cannot be saved now, in words; empty where it can. */
function obstacleOf({ table, lines, changes, problems, conflicts }: Situation): string {
  const count = countOf(changes);
  const [first] = problems;
  if (conflicts) return "Choose what to keep in each row that was changed meanwhile.";
  if (count === 0) return "Nothing changed yet.";
  if (count > MOST) return `At most ${MOST} changes at once; these are ${count}. Undo some, and save twice.`;
  if (!first) return "";
  const row = lines.findIndex(({ id }) => id === first.line) + 1;
  const place = table.rowKey === undefined ? first.column.label : `${first.column.label}, row ${row}`;
  return `${place}: ${first.problem}`;
}

/** Problems by line; the same object for a line as long as its problems are the same, so that it is not drawn anew. */
function useByLine(problems: readonly CellProblem[]): ReadonlyMap<number, CellProblems> {
  const before = useRef<ReadonlyMap<number, CellProblems>>(new Map());
  return useMemo(() => {
    const found = new Map<number, Record<string, string>>();
    for (const { line, column, problem } of problems)
      found.set(line, { ...found.get(line), [column.key]: problem });
    const kept = new Map<number, CellProblems>();
    for (const [line, now] of found) {
      const then = before.current.get(line);
      kept.set(line, then && JSON.stringify(then) === JSON.stringify(now) ? then : now);
    }
    before.current = kept;
    return kept;
  }, [problems]);
}
