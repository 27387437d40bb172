/** Trying again what was not sent. */
import { expect, test } from "vitest";
import { againWords } from "./again";

const EXPIRES = "2026-12-01T13:00:00Z";
const settled_at = "2026-12-01T12:00:00Z";

test("a minute later where the other side says nothing", () => {
  expect(againWords({ settled_at, result: null }, EXPIRES)).toMatch(/again 1 min after/);
});

test("as long as the other side asks for", () => {
  expect(againWords({ settled_at, result: { retry_after: 330 } }, EXPIRES)).toMatch(/again 5 min 30 s after/);
});

test("not at all where that is after its approval expires", () => {
  expect(againWords({ settled_at, result: { retry_after: 2306317163 } }, EXPIRES)).toMatch(
    /takes nothing before/,
  );
});
