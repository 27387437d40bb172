/** What is wrong with the lines that would be sent, cell by cell. The server judges again. */
import type { Column } from "../schemas";
import { isBlank, isChanged, isTyped, type Line, type Table, typedKey } from "./lines";
import { read } from "./values";

export interface CellProblem {
  readonly line: number;
  readonly column: Column;
  readonly problem: string;
}

/** In the order of the lines and columns. Lines that nobody changed are not sent, and so not judged. */
export function problemsOf(table: Table, lines: readonly Line[]): CellProblem[] {
  const twice = repeatedKeys(table, lines);
  return lines.filter((line) => isSent(table, line)).flatMap((line) => problemsIn(table, line, twice));
}

export function isSent(table: Table, line: Line): boolean {
  return !line.gone && isChanged(table, line) && !isBlank(table, line);
}

function problemsIn(table: Table, line: Line, twice: ReadonlySet<string>): CellProblem[] {
  return table.columns.flatMap((column) => {
    const problem = problemIn(column, line) || repeated(table, column, line, twice);
    return problem ? [{ line: line.id, column, problem }] : [];
  });
}

/** A cell that came so from the server and was not touched is the server's business. */
function problemIn(column: Column, line: Line): string {
  if (line.base && !isTyped(column, line)) return "";
  const reading = read(column, line.texts[column.key] ?? "");
  return "problem" in reading ? reading.problem : "";
}

function repeated(table: Table, column: Column, line: Line, twice: ReadonlySet<string>): string {
  if (column.key !== table.rowKey) return "";
  const key = typedKey(table, line);
  return twice.has(key) ? `${key} is there twice.` : "";
}

function repeatedKeys(table: Table, lines: readonly Line[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const line of lines) {
    const key = typedKey(table, line);
    if (line.gone || key === "") continue;
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}
