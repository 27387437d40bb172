/** What a schema lets a person choose from: `enum`, `const`, or `oneOf` and `anyOf` of constants with titles. */
import type { Choice } from "./model";
import { isRecord } from "./pointers";

export function choicesOf(words: Readonly<Record<string, unknown>>): Choice[] {
  if (Array.isArray(words.enum)) return words.enum.map(plain);
  if (words.const !== undefined) return [plain(words.const)];
  for (const branches of [words.oneOf, words.anyOf]) {
    if (Array.isArray(branches) && branches.length > 0 && branches.every(isConstant)) {
      return branches.map(titled);
    }
  }
  return [];
}

function isConstant(branch: unknown): branch is Record<string, unknown> {
  return isRecord(branch) && branch.const !== undefined;
}

function titled(branch: Record<string, unknown>): Choice {
  const { title, description } = branch;
  return {
    value: branch.const,
    label: typeof title === "string" ? title : labelOf(branch.const),
    ...(typeof description === "string" && { description }),
  };
}

function plain(value: unknown): Choice {
  return { value, label: labelOf(value) };
}

/** `limit_order` is read as "limit order"; anything else stays as it is written. */
export function labelOf(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value) ?? "";
  return /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(value) ? value.replaceAll("_", " ") : value;
}
