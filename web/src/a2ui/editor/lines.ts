/** The lines of an editor: what the server holds of each, what the person typed over it. */
import type { Column } from "../schemas";
import type { Row } from "../types";
import { read, shown } from "./values";

export type Texts = Readonly<Record<string, string>>;

export interface Line {
  readonly id: number;
  /** As the server sent it; null for a new one. */
  readonly base: Row | null;
  readonly texts: Texts;
  /** Removed, but not saved so: it can be put back. */
  readonly gone: boolean;
  /** Cells that the person has left, by column: from then on what is missing there is said. */
  readonly left: Readonly<Record<string, true>>;
  /** A conflict: what stands on the server now; null if it was removed there. Absent without a conflict. */
  readonly theirs?: Row | null;
  /** What the server said of its cells at the last Save, by column; "" is of the row as a whole. */
  readonly told?: Texts;
}

export interface Table {
  readonly columns: readonly Column[];
  /** The column that identifies a row; none where there is one row only. */
  readonly rowKey?: string;
}

export function lineOf(columns: readonly Column[], id: number, base: Row | null): Line {
  const texts = columns.map((column) => [column.key, shown(column, base?.[column.key])]);
  return { id, base, texts: Object.fromEntries(texts), gone: false, left: {} };
}

export function isTyped(column: Column, line: Line): boolean {
  return line.texts[column.key] !== shown(column, line.base?.[column.key]);
}

/** A new line that nobody has typed into: it is not sent. */
export function isBlank({ columns }: Table, line: Line): boolean {
  return line.base === null && !columns.some((column) => isTyped(column, line));
}

/** Whether saving it would change anything. */
export function isChanged(table: Table, line: Line): boolean {
  if (line.gone) return line.base !== null;
  return table.columns.some((column) => isTyped(column, line));
}

/** What a cell holds. A cell that nobody touched keeps the very value that came. */
export function heldBy(column: Column, line: Line): unknown {
  if (line.base && !isTyped(column, line)) return line.base[column.key] ?? null;
  const reading = read(column, line.texts[column.key] ?? "");
  return "value" in reading ? reading.value : null;
}

/** The line as it would be sent. */
export function rowOf({ columns }: Table, line: Line): Row {
  return Object.fromEntries(columns.map((column) => [column.key, heldBy(column, line)]));
}

/** The key that a line would be sent under; empty where none is typed yet. */
export function typedKey({ columns, rowKey }: Table, line: Line): string {
  const column = columns.find(({ key }) => key === rowKey);
  return column ? String(heldBy(column, line) ?? "") : "";
}

/** The key of a row as text; the only row of a table without keys has the empty one. */
export function keyOf({ rowKey }: Table, row: Row | null): string {
  return rowKey === undefined ? "" : String(row?.[rowKey] ?? "");
}
