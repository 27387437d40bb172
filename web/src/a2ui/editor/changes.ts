/** What of the lines is to be sent: changed and new rows, and the keys of removed ones; all or nothing on the server. */
import type { Row } from "../types";
import { isBlank, isChanged, keyOf, type Line, rowOf, type Table, typedKey } from "./lines";

export const MOST = 90; // of one batch, as the server takes it

export interface Changes {
  readonly upserts: readonly Row[];
  readonly deletes: readonly unknown[];
  /** The lines that `upserts/n` and `deletes/n` came from. */
  readonly of: { readonly upserts: readonly number[]; readonly deletes: readonly number[] };
}

export function changesOf(table: Table, lines: readonly Line[]): Changes {
  const changed = lines.filter((line) => isChanged(table, line) && !isBlank(table, line));
  const put = changed.filter((line) => !line.gone);
  const removed = changed.filter((line) => line.gone || isRenamed(table, line));
  return {
    upserts: put.map((line) => rowOf(table, line)),
    deletes: table.rowKey === undefined ? [] : removed.map((line) => line.base?.[table.rowKey ?? ""]),
    of: { upserts: put.map(({ id }) => id), deletes: removed.map(({ id }) => id) },
  };
}

export function countOf({ upserts, deletes }: Changes): number {
  return upserts.length + deletes.length;
}

/** A row under another key is another row: the one under the old key goes. */
function isRenamed(table: Table, line: Line): boolean {
  return line.base !== null && keyOf(table, line.base) !== typedKey(table, line);
}

/** The server's `{pointer, detail}` at the cells they speak of; `rest` are those that belong to none. */
export function atCells(
  { of }: Changes,
  problems: readonly { pointer: string; detail: string }[],
): { cells: ReadonlyMap<number, Record<string, string>>; rest: { pointer: string; detail: string }[] } {
  const cells = new Map<number, Record<string, string>>();
  const rest = problems.filter(({ pointer, detail }) => {
    const [, list, index, column = ""] = pointer.split("/");
    const line = list === "upserts" || list === "deletes" ? of[list][Number(index)] : undefined;
    if (line === undefined) return true;
    cells.set(line, { ...cells.get(line), [column.replaceAll("~1", "/").replaceAll("~0", "~")]: detail });
    return false;
  });
  return { cells, rest };
}
