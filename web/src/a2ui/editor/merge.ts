/** Rows that came anew under a person's hands: three ways, between what he started from, what he typed and what stands. */
import type { Row } from "../types";
import { isBlank, isChanged, keyOf, type Line, lineOf, rowOf, type Table, typedKey } from "./lines";

/** Untouched lines follow the server; touched ones that stand differently now are conflicts for the person to settle. */
export function merged(table: Table, lines: readonly Line[], rows: readonly Row[], nextId: number): Line[] {
  const standing = new Map(rows.map((row) => [keyOf(table, row), row]));
  const known = new Set(lines.flatMap(({ base }) => (base ? [keyOf(table, base)] : [])));
  const kept = lines.flatMap((line) => settled(table, line, standing, known));
  const shown = new Set(kept.flatMap((line) => keysOf(table, line)));
  const added = rows.filter((row) => !shown.has(keyOf(table, row)));
  return [...kept, ...added.map((row, at) => lineOf(table.columns, nextId + at, row))];
}

/** The person's word on a conflict: `mine` goes over what stands now, `theirs` takes its place. */
export function resolved(table: Table, line: Line, which: "mine" | "theirs"): Line[] {
  const { theirs, told: _, ...rest } = line;
  if (theirs === undefined) return [line];
  if (which === "mine") return theirs === null && line.gone ? [] : [{ ...rest, base: theirs }];
  return theirs === null ? [] : [lineOf(table.columns, line.id, theirs)];
}

function settled(
  table: Table,
  line: Line,
  standing: ReadonlyMap<string, Row>,
  known: ReadonlySet<string>,
): Line[] {
  if (line.base === null) return [metByAnother(table, line, standing, known)];
  const now = standing.get(keyOf(table, line.base));
  if (!isChanged(table, line)) return now ? [{ ...line, ...followed(table, line, now) }] : [];
  if (now === undefined) return line.gone ? [] : [{ ...line, theirs: null }];
  if (same(table, now, line.base)) return [{ ...line, base: now }];
  if (!line.gone && same(table, now, rowOf(table, line))) return [lineOf(table.columns, line.id, now)];
  return [{ ...line, theirs: now }];
}

/** A new line whose key somebody else has used meanwhile. */
function metByAnother(
  table: Table,
  line: Line,
  standing: ReadonlyMap<string, Row>,
  known: ReadonlySet<string>,
): Line {
  const mine = rowOf(table, line);
  const key = typedKey(table, line);
  const now = standing.get(key);
  const isUnnamed = key === "" && table.rowKey !== undefined;
  if (now === undefined || isUnnamed || known.has(key) || line.gone) return line;
  return isBlank(table, line) || same(table, now, mine)
    ? lineOf(table.columns, line.id, now)
    : { ...line, theirs: now };
}

function followed(table: Table, line: Line, now: Row): Pick<Line, "base" | "texts"> {
  const { base, texts } = lineOf(table.columns, line.id, now);
  return { base, texts };
}

function keysOf(table: Table, { base, theirs }: Line): string[] {
  return [base, theirs].flatMap((row) => (row ? [keyOf(table, row)] : []));
}

function same({ columns }: Table, one: Row, other: Row): boolean {
  return columns.every(({ key }) => (one[key] ?? null) === (other[key] ?? null));
}
