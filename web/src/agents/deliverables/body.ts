/** The text that a draft is about, wherever its tool's arguments hold it, and what was checked of it. Pure. */
import type { Deliverable, Version } from "./answers";

type Values = Readonly<Record<string, unknown>>;

/** The name of the argument that is the draft's text; undefined where none is. */
export function textName(versions: readonly Pick<Version, "arguments" | "content">[]): string | undefined {
  for (const version of versions) {
    const { text } = version.content;
    const found = Object.entries(version.arguments).find(
      ([, value]) => value === text && typeof text === "string",
    );
    if (found) return found[0];
  }
  return undefined;
}

const ENOUGH = 40; // letters: what is shorter is a word about the draft, not the draft

/** For a row of a list: the longest text that is written out in words. */
export function summaryOf(one: Pick<Deliverable, "arguments">): string {
  const texts = Object.values(one.arguments).filter((value) => typeof value === "string");
  const written = texts.filter((text) => text.length >= ENOUGH && /\s/.test(text));
  return written.sort((a, b) => b.length - a.length)[0] ?? "";
}

export interface Check {
  name: string;
  /** Undefined where there is only a measure. */
  holds: boolean | undefined;
  words: string;
}

/** What was checked when it was drafted: `{check, ok, detail}` of rules, `{check, is, most}` of measures. */
export function checksOf(content: Values): Check[] {
  const found: unknown = content.checks;
  return Array.isArray(found) ? found.flatMap(checkOf) : [];
}

function checkOf(said: unknown): Check[] {
  if (typeof said !== "object" || said === null || !("check" in said)) return [];
  const name = String(said.check);
  if ("is" in said && "most" in said) {
    return [
      { name, holds: Number(said.is) <= Number(said.most), words: `${said.is} of at most ${said.most}` },
    ];
  }
  const holds = "ok" in said ? said.ok === true : undefined;
  return [{ name, holds, words: "detail" in said ? String(said.detail) : "" }];
}

/** Measures are of the text that was drafted; after an edit they are of an older one. */
export function isMeasured(content: Values, text: unknown): boolean {
  return content.text === undefined || content.text === text;
}

/** Why a revision brought nothing new; `content.not_revised` has it. */
export function notRevised(content: Values): string[] {
  const why: unknown = content.not_revised;
  return Array.isArray(why) ? why.flatMap(detailOf) : [];
}

function detailOf(problem: unknown): string[] {
  return typeof problem === "object" && problem !== null && "detail" in problem
    ? [String(problem.detail)]
    : [];
}

/** What people read beside arguments and text: not what stands elsewhere on the page. */
export function besides(content: Values): Values {
  const shown = ["text", "body", "checks", "executes", "not_revised", "language", "week"];
  return Object.fromEntries(Object.entries(content).filter(([name]) => !shown.includes(name)));
}
