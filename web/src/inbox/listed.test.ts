/** The way through the list. */
import { expect, it } from "vitest";
import { following, moved } from "./listed";

const IDS = ["a", "b", "c"];

it("moving stops at both ends, and begins at the first", () => {
  expect([moved(IDS, undefined, 1), moved(IDS, "a", 1), moved(IDS, "c", 1)]).toEqual(["a", "b", "c"]);
  expect([moved(IDS, "a", -1), moved(IDS, "gone", -1), moved([], "a", 1)]).toEqual(["a", "a", undefined]);
});

it("after a verdict comes what stood next, and after the last one the first", () => {
  expect([following(IDS, "a"), following(IDS, "c"), following(["a"], "a")]).toEqual(["b", "a", undefined]);
});
