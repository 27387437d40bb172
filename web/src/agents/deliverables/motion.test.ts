/** When to look again. */
import { expect, test } from "vitest";
import { isUnderway, nextLook, SOON } from "./motion";
import { attempt, deliverable } from "./samples";

const NOW = Date.parse("2026-12-01T12:00:00Z");
const look = (...items: Parameters<typeof deliverable>[0][]) => nextLook(items.map(deliverable), NOW);

test.each(["draft", "revising"])("often while something is %s", (status) => {
  expect(look({ status })).toBe(SOON);
});

test.each(["pending_review", "approved", "rejected", "executed", "failed", "needs_person", "expired"])(
  "not at all for what is %s",
  (status) => {
    expect(look({ status })).toBe(false);
  },
);

test("not for a draft that is held back", () => {
  expect(look({ status: "draft", problems: [{ rule: "trial" }] })).toBe(false);
});

test("for a moment after a yes, since the rules are asked once more", () => {
  expect(look({ status: "approved", updated_at: "2026-12-01T11:59:50Z" })).toBe(SOON);
});

test("at the hour of the next that is scheduled, and often from then on", () => {
  expect(look({ status: "scheduled", scheduled_at: "2026-12-01T12:05:00Z" })).toBe(5 * 60_000);
  expect(look({ status: "scheduled", scheduled_at: "2026-12-24T12:00:00Z" })).toBe(10 * 60_000);
  expect(look({ status: "scheduled", scheduled_at: "2026-12-01T11:59:00Z" })).toBe(SOON);
});

test.each([
  ["dispatched", true],
  ["unknown", true],
  ["not_sent", false],
  ["confirmed", false],
])("an attempt that is %s is underway: %s", (status, underway) => {
  const asked = { effects: [attempt(status)] };
  expect(isUnderway({ status: "approved" }, asked)).toBe(underway);
  expect(isUnderway({ status: "executed" }, asked)).toBe(false);
});
