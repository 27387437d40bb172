/** Clocks of zones, both changes of the clock included. */
import { expect, test } from "vitest";
import { clockIn, momentOf, zoneWords } from "./zones";

test.each([
  ["Asia/Kolkata", "2026-12-07T10:00", "2026-12-07T04:30:00.000Z"],
  ["Europe/Berlin", "2026-07-01T09:15", "2026-07-01T07:15:00.000Z"],
  ["America/New_York", "2026-12-31T23:59", "2027-01-01T04:59:00.000Z"],
  ["Australia/Lord_Howe", "2026-12-01T00:00", "2026-11-30T13:00:00.000Z"],
  ["UTC", "2026-12-01T12:00", "2026-12-01T12:00:00.000Z"],
])("in %s %s is %s, and back", (zone, clock, moment) => {
  expect(momentOf(clock, zone)?.toISOString()).toBe(moment);
  expect(clockIn(zone, new Date(moment))).toBe(clock);
});

test("a time that the clocks skip in spring is none", () => {
  expect(momentOf("2026-03-29T02:30", "Europe/Berlin")).toBeUndefined();
});

test("a time that comes twice in autumn is the first one", () => {
  expect(momentOf("2026-10-25T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-10-25T00:30:00.000Z");
});

test("what is no time is none", () => {
  expect(momentOf("", "UTC")).toBeUndefined();
});

test("a zone is named with how far it is from UTC on that day", () => {
  expect(zoneWords("Asia/Kolkata", new Date("2026-12-01T00:00:00Z"))).toBe("Asia/Kolkata (GMT+5:30)");
  expect(zoneWords("Europe/Berlin", new Date("2026-07-01T00:00:00Z"))).toBe("Europe/Berlin (GMT+2)");
});
