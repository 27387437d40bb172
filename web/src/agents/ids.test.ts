import { describe, expect, it } from "vitest";
import { newGoalId, ulid } from "./ids";

describe("a ULID", () => {
  it("begins with its moment, so that ids sort by time", () => {
    expect(ulid(0).slice(0, 10)).toBe("0000000000");
    expect(ulid(1_469_918_176_385).slice(0, 10)).toBe("01ARYZ6S41");
    expect(ulid(1_000) < ulid(2_000)).toBe(true);
  });

  it("is another one each time, also within a millisecond", () => {
    expect(new Set(Array.from({ length: 500 }, () => ulid(7))).size).toBe(500);
  });
});

it("a goal's id is one that the server takes", () => {
  expect(newGoalId()).toMatch(/^gol_[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
});
