/** What became of a text, word by word, as the API tells it of versions; here for what is not stored yet. Pure. */
import type { Schemas } from "../../api/client";

export type Piece = Schemas["Piece"];

const WORD = /\S+|\s+/g;
const MOST = 1_000_000; // pairs of words that are compared; a longer rewrite is one piece out, one piece in

/** In reading order: what is not inserted is `before`, what is not deleted is `after`, to the character. */
export function between(before: string, after: string): Piece[] {
  const old = before.match(WORD) ?? [];
  const now = after.match(WORD) ?? [];
  const head = same(old, now);
  const tail = same(old.slice(head).reverse(), now.slice(head).reverse());
  const end = (words: string[]) => words.length - tail;
  return joined([
    ...each("equal", old.slice(0, head)),
    ...middle(old.slice(head, end(old)), now.slice(head, end(now))),
    ...each("equal", old.slice(end(old))),
  ]);
}

function same(one: string[], other: string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}

/** By the longest common subsequence; deletions come before the insertions that take their place. */
function middle(old: string[], now: string[]): Piece[] {
  if (!old.length || !now.length || old.length * now.length > MOST)
    return [...each("delete", old), ...each("insert", now)];
  const longest = common(old, now);
  const width = now.length + 1;
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [word, other] = [old[i], now[j]];
    if (word !== undefined && word === other) {
      pieces.push({ op: "equal", text: word });
      i++;
      j++;
    } else if (word !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ op: "delete", text: word });
      i++;
    } else if (other !== undefined) {
      pieces.push({ op: "insert", text: other });
      j++;
    }
  }
  return pieces;
}

/** Lengths of what is common to the ends of both, from each pair of places on. */
function common(old: string[], now: string[]): Uint32Array {
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i * width + j] =
        old[i] === now[j]
          ? 1 + (longest[(i + 1) * width + j + 1] ?? 0)
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  return longest;
}

function each(op: Piece["op"], words: string[]): Piece[] {
  return words.map((text) => ({ op, text }));
}

/** What went comes before what took its place; a space between two changes is no word that stayed. */
function joined(pieces: Piece[]): Piece[] {
  const found: Piece[] = [];
  let [gone, come] = ["", ""];
  const flush = () => {
    if (gone) found.push({ op: "delete", text: gone });
    if (come) found.push({ op: "insert", text: come });
    [gone, come] = ["", ""];
  };
  pieces.forEach(({ op, text }, at) => {
    const next = pieces[at + 1]?.op ?? "equal";
    const between = op === "equal" && !text.trim() && (gone || come) && next !== "equal";
    if (op === "delete" || between) gone += text;
    if (op === "insert" || between) come += text;
    if (op !== "equal" || between) return;
    flush();
    const last = found.at(-1);
    if (last?.op === "equal") last.text += text;
    else found.push({ op, text });
  });
  flush();
  return found;
}
