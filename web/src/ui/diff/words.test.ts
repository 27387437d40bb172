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
    { op: "delete", text: "nine" },
    { op: "insert", text: "ten" },
    { op: "equal", text: " today." },
  ]);
});

test("words that changed next to each other are one change, and what was added is nothing else", () => {
  expect(between("Open at nine today", "Shut from ten today").map((piece) => piece.text)).toEqual([
    "Open at nine",
    "Shut from ten",
    " today",
  ]);
  expect(between("The end.", "The end.\n\nAsk us.")).toEqual([
    { op: "equal", text: "The end." },
    { op: "insert", text: "\n\nAsk us." },
  ]);
});

test("a rewrite too long to compare is one piece out and one piece in", () => {
  const long = (word: string) => Array.from({ length: 1100 }, (_, at) => `${word}${at}`).join(" ");
  expect(between(long("a"), long("b")).map((piece) => piece.op)).toEqual(["delete", "insert"]);
});
