import { expect, test } from "vitest";
import { pauseAfter } from "./backoff";

test("the first try comes soon, later ones later, none after a quarter of a minute", () => {
  expect(pauseAfter(0, 1)).toBe(500);
  expect(pauseAfter(3, 1)).toBe(4_000);
  expect(pauseAfter(1_000, 1)).toBe(15_000);
});

test("clients that were cut off together do not come back together", () => {
  expect(pauseAfter(3, 0)).toBe(0);
  expect(pauseAfter(3, 0.5)).toBe(2_000);
});
