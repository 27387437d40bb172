/** Names with values as rows of text, and back. Text that could be read as JSON is written in quotes, so that it comes back as text. */
import { readJson } from "../json";
import { isRecord } from "../pointers";

export interface Row {
  id: number;
  name: string;
  text: string;
}

let rows = 0;

export function newRow(name = "", text = ""): Row {
  rows += 1;
  return { id: rows, name, text };
}

export function rowsOf(value: unknown): Row[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).map(([name, inner]) => newRow(name, written(inner)));
}

function written(value: unknown): string {
  return typeof value === "string" && !looksLikeJson(value) ? value : JSON.stringify(value);
}

function looksLikeJson(text: string): boolean {
  return /^\s*["{[]/.test(text) || "value" in readJson(text);
}

/** What keeps the rows from being a value; null: nothing. `isText`: all values are text, however they look. */
export function faultOfRows(found: readonly Row[], isText: boolean): string | null {
  const names = found.map((row) => row.name);
  if (names.includes("")) return "Each value needs a name";
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return `“${twice}” stands here twice`;
  const broken = isText
    ? undefined
    : found.find((row) => /^\s*["{[]/.test(row.text) && !("value" in readJson(row.text)));
  return broken ? `The value of “${broken.name}” is no JSON yet` : null;
}

export function valueOfRows(found: readonly Row[], isText: boolean): Record<string, unknown> {
  return Object.fromEntries(
    found.map((row) => [row.name, isText && !row.text.startsWith('"') ? row.text : readRow(row.text)]),
  );
}

function readRow(text: string): unknown {
  const reading = readJson(text);
  return "value" in reading ? reading.value : text;
}
