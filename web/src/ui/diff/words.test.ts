/** Word diffs of what is not stored yet. */
import { expect, test } from "vitest";
import { between, type Piece } from "./words";

const without = (pieces: Piece[], op: Piece["op"]) =>
  pieces
    .filter((piece) => piece.op !== op)
    .map((piece) => piece.text)
    .join("");

test.each([
  ["the same", "the same"],
  ["a b c d", "a x c d e"],
  ["", "all new"],
  ["all gone", ""],
  ["line one\n\n#tag", "line two\n\n#tag #more"],
  ["one two three", "three two one"],
])("%j becomes %j to the character", (before, after) => {
  const pieces = between(before, after);
  expect(without(pieces, "insert")).toBe(before);
  expect(without(pieces, "delete")).toBe(after);
});

test("only the words that differ are marked", () => {
  expect(between("We open at nine today.", "We open at ten today.")).toEqual([
    { op: "equal", text: "We open at " },
    { op: "delete", text: "nine " },
    { op: "insert", text: "ten " },
    { op: "equal", text: "today." },
  ]);
});

test("a rewrite too long to compare is one piece out and one piece in", () => {
  const long = (word: string) => Array.from({ length: 1100 }, (_, at) => `${word}${at}`).join(" ");
  expect(between(long("a"), long("b")).map((piece) => piece.op)).toEqual(["delete", "insert"]);
});
