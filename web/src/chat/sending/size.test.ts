import { expect, test } from "vitest";
import { lengthOf, MOST_BYTES } from "./size";

test("length is not worth a word until the limit is near", () => {
  expect(lengthOf("Hello")).toEqual({ words: "", isTooLong: false });
  expect(lengthOf("x".repeat(50 * 1024)).words).toBe("50 of 64 KB");
});

test("bytes count, not letters", () => {
  expect(lengthOf("x".repeat(MOST_BYTES)).isTooLong).toBe(false);
  expect(lengthOf("ä".repeat(MOST_BYTES / 2 + 1)).isTooLong).toBe(true);
  expect(lengthOf("😀".repeat(MOST_BYTES / 4 + 1)).words).toContain("too long");
});
