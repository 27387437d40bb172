/** From a minute from now until the approval expires. */
import { expect, test } from "vitest";
import { boundsOf, timeProblem } from "./bounds";

const NOW = Date.parse("2026-12-01T10:00:30Z");
const bounds = boundsOf("2026-12-02T10:00:00Z", NOW);

test("the first minute is a minute from now, the last one the one before the approval expires", () => {
  expect(bounds?.earliest.toISOString()).toBe("2026-12-01T10:02:00.000Z");
  expect(bounds?.latest.toISOString()).toBe("2026-12-02T09:59:00.000Z");
});

test("an approval that expires within the minute after leaves no minute after it", () => {
  expect(boundsOf("2026-12-01T10:02:30Z", NOW)?.latest.toISOString()).toBe("2026-12-01T10:02:00.000Z");
  expect(boundsOf("2026-12-01T10:01:00Z", NOW)).toBeUndefined();
});

test("without an expiry there is nothing to choose", () => {
  expect(boundsOf(null, NOW)).toBeUndefined();
});

test.each([
  ["", /choose a date/i],
  ["2026-12-01T11:01", /a minute from now/i],
  ["2026-12-02T11:00", /before the approval expires: 2026-12-02 10:59/i],
  ["2026-12-01T11:02", undefined],
  ["2026-12-02T10:59", undefined],
])("by Berlin's clock %j says %s", (clock, said) => {
  if (!bounds) throw new Error("there are bounds");
  const problem = timeProblem(clock, "Europe/Berlin", bounds);
  if (said) expect(problem).toMatch(said);
  else expect(problem).toBeUndefined();
});
