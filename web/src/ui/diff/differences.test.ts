/** Differences by JSON pointer. */
import { expect, test } from "vitest";
import { differences } from "./differences";

test("each place that differs is named by its pointer, with before and after", () => {
  const before = { text: "a b", size: 2, gone: null, "a/b~c": 1, same: { deep: [1, 2] } };
  const after = { text: "a c", size: 3, "a/b~c": 2, same: { deep: [1, 2] }, come: [] };
  expect(
    differences(before, after).map(({ op, path, before: old, after: now }) => [op, path, old, now]),
  ).toEqual([
    ["replace", "/a~1b~0c", 1, 2],
    ["add", "/come", undefined, []],
    ["remove", "/gone", null, undefined],
    ["replace", "/size", 2, 3],
    ["replace", "/text", "a b", "a c"],
  ]);
});

test("texts are compared by word, other values are not", () => {
  const [size, text] = differences({ size: 1, text: "a b" }, { size: 2, text: "a c" });
  expect(size?.words).toBeNull();
  expect(text?.words?.map((piece) => piece.op)).toEqual(["equal", "delete", "insert"]);
});

test("lists are compared whole, whatever the order of the names inside", () => {
  expect(differences([{ a: 1, b: 2 }], [{ b: 2, a: 1 }])).toEqual([]);
  expect(differences({ list: [1, 2] }, { list: [2, 1] })).toHaveLength(1);
});
