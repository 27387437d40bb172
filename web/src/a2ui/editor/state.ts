/** An editor's state, and each thing that can happen to it. */
import type { Row } from "../types";
import { type Line, lineOf, type Table } from "./lines";
import { merged, resolved } from "./merge";

export interface State {
  readonly table: Table;
  readonly lines: readonly Line[];
  readonly nextId: number;
  /** The rows as they came last: the same list again changes nothing. */
  readonly rows: readonly Row[];
}

export type Act =
  | { kind: "type"; line: number; column: string; text: string }
  | { kind: "leave"; line: number; column: string }
  | { kind: "add" }
  | { kind: "remove" | "restore"; line: number }
  | { kind: "rows"; rows: readonly Row[] }
  | { kind: "keep"; line: number; which: "mine" | "theirs" }
  | { kind: "told"; cells: ReadonlyMap<number, Record<string, string>> };

export function opened(table: Table, rows: readonly Row[]): State {
  const bases = rows.length || table.rowKey !== undefined ? rows : [null];
  const lines = bases.map((base, id) => lineOf(table.columns, id, base));
  return { table, lines, nextId: lines.length, rows };
}

export function next(state: State, act: Act): State {
  const { table, lines, nextId } = state;
  switch (act.kind) {
    case "add":
      return { ...state, lines: [...lines, lineOf(table.columns, nextId, null)], nextId: nextId + 1 };
    case "rows":
      if (act.rows === state.rows) return state;
      return {
        ...state,
        rows: act.rows,
        lines: merged(table, lines, act.rows, nextId),
        nextId: nextId + act.rows.length,
      };
    case "keep":
      return {
        ...state,
        lines: lines.flatMap((each) => (each.id === act.line ? resolved(table, each, act.which) : each)),
      };
    case "told":
      return { ...state, lines: lines.map((each) => withTold(each, act.cells.get(each.id))) };
    default:
      return { ...state, lines: lines.map((each) => (each.id === act.line ? changed(each, act) : each)) };
  }
}

function changed(line: Line, act: Extract<Act, { line: number }>): Line {
  switch (act.kind) {
    case "type":
      return { ...line, texts: { ...line.texts, [act.column]: act.text }, told: undefined };
    case "leave":
      return line.left[act.column] ? line : { ...line, left: { ...line.left, [act.column]: true } };
    case "remove":
      return { ...line, gone: true, told: undefined };
    case "restore":
      return { ...line, gone: false };
    default:
      return line;
  }
}

/** Lines without a word keep their identity, so that only those that were spoken of are drawn again. */
function withTold(line: Line, told: Record<string, string> | undefined): Line {
  return line.told === told ? line : { ...line, told };
}
