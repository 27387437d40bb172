/** A yes in advance: as data, and as a person reads it. */
import { expect, it } from "vitest";
import { partsOf, patternOf, spokenMatcher, waysOf } from "./pattern";

const SCHEMA = { properties: { url: {}, size: {}, headers: {}, body: {} } };
const VALUES = { url: "https://example.com/a", size: 3, headers: { A: "b" } };

it("begins with the very values of the call; what the call leaves out may be anything", () => {
  expect(patternOf(partsOf(SCHEMA, VALUES))).toEqual({
    url: { const: "https://example.com/a" },
    size: { const: 3 },
    headers: { const: { A: "b" } },
    body: { any: true },
  });
});

it("offers a beginning for texts alone, and a range for numbers alone", () => {
  expect(partsOf(SCHEMA, VALUES).map(waysOf)).toEqual([
    ["const", "prefix", "any"],
    ["const", "range", "any"],
    ["const", "any"],
    ["any"],
  ]);
});

it.each([
  [{ const: "POST" }, "is exactly “POST”"],
  [{ const: 3 }, "is exactly 3"],
  [{ enum: ["a", 1] }, "is one of “a”, 1"],
  [{ prefix: "https://example.com/" }, "begins with “https://example.com/”"],
  [{ min: 1, max: 5 }, "is from 1 to 5"],
  [{ min: 1 }, "is at least 1"],
  [{ max: 5 }, "is at most 5"],
  [{ any: true }, "may be anything"],
])("%j reads %s", (matcher, words) => {
  expect(spokenMatcher(matcher)).toBe(words);
});
