/** Reads JSON and says where it is wrong. Stricter than `JSON.parse`: no name twice, no number that would be rounded. */
import { pointerOf } from "./pointers";

export interface JsonFault {
  line: number;
  column: number;
  detail: string;
}

export type JsonReading = { value: unknown } | { fault: JsonFault };

export function readJson(text: string): JsonReading {
  const reader = new Reader(text);
  try {
    return { value: reader.whole() };
  } catch (thrown) {
    if (!(thrown instanceof Wrong)) throw thrown;
    const before = text.slice(0, thrown.at).split("\n");
    return {
      fault: { line: before.length, column: (before.at(-1) ?? "").length + 1, detail: thrown.message },
    };
  }
}

/** Where in the text the value at a JSON pointer stands, else the nearest one that holds it. */
export function placeIn(text: string, pointer: string): { from: number; to: number } | undefined {
  const reader = new Reader(text);
  try {
    reader.whole();
  } catch (thrown) {
    if (!(thrown instanceof Wrong)) throw thrown;
  }
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = reader.places.get(at);
    if (found || at === "") return found;
  }
}

export function faultText({ line, column, detail }: JsonFault): string {
  return `Line ${line}, column ${column}: ${detail}`;
}

/** Whether a decimal text is a number that comes back as it was written. */
export function isExact(text: string): boolean {
  return Number.isFinite(Number(text)) && digits(text) === digits(String(Number(text)));
}

/** Significant digits and exponent, so that 1.50 and 1.5e0 are the same. */
function digits(text: string): string {
  const [, sign = "", whole = "", part = "", power = "0"] =
    /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = (whole + part).replace(/^0+/, "");
  const kept = all.replace(/0+$/, "");
  if (kept === "") return "0";
  return `${sign}${kept}e${Number(power) - part.length + (all.length - kept.length)}`;
}

class Wrong extends Error {
  readonly at: number;
  constructor(at: number, detail: string) {
    super(detail);
    this.at = at;
  }
}

const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

class Reader {
  /** By JSON pointer. */
  readonly places = new Map<string, { from: number; to: number }>();
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#placed("");
    this.#space();
    if (this.#at < this.#text.length) throw new Wrong(this.#at, "nothing may follow here");
    return value;
  }

  #space(): void {
    this.#match(/[ \t\r\n]*/y);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #took(sign: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #placed(pointer: string): unknown {
    this.#space();
    const from = this.#at;
    const value = this.#value(pointer);
    this.places.set(pointer, { from, to: this.#at });
    return value;
  }

  #value(pointer: string): unknown {
    if (this.#took("{")) return this.#object(pointer);
    if (this.#took("[")) return this.#array(pointer);
    if (this.#text[this.#at] === '"') return this.#string();
    const start = this.#at;
    const word = this.#match(/[A-Za-z]+/y);
    if (word && word in WORDS) return WORDS[word];
    const number = word ? undefined : this.#match(/-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y);
    if (!number)
      throw new Wrong(start, start < this.#text.length ? "a value is expected" : "the text ends too early");
    if (!isExact(number)) throw new Wrong(start, "this number has more digits than can be kept");
    return Number(number);
  }

  #object(pointer: string): Record<string, unknown> {
    const members = new Map<string, unknown>();
    if (this.#took("}")) return {};
    do {
      this.#space();
      const start = this.#at;
      if (this.#text[start] !== '"') throw new Wrong(start, "a name in double quotes is expected");
      const name = this.#string();
      if (members.has(name)) throw new Wrong(start, `“${name}” stands here twice`);
      if (!this.#took(":")) throw new Wrong(this.#at, "a colon is expected");
      members.set(name, this.#placed(pointer + pointerOf([name])));
    } while (this.#took(","));
    if (!this.#took("}")) throw new Wrong(this.#at, "a comma or } is expected");
    return Object.fromEntries(members);
  }

  #array(pointer: string): unknown[] {
    const items: unknown[] = [];
    if (this.#took("]")) return items;
    do items.push(this.#placed(`${pointer}/${items.length}`));
    while (this.#took(","));
    if (!this.#took("]")) throw new Wrong(this.#at, "a comma or ] is expected");
    return items;
  }

  #string(): string {
    const start = this.#at;
    const text = this.#match(/"(?:[^"\\]|\\.)*"/y);
    const read = text === undefined ? undefined : parsed(text);
    if (read === undefined)
      throw new Wrong(start, "this text does not end, or has a sign that JSON does not take");
    return read;
  }
}

function parsed(text: string): string | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
