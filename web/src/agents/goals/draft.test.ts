import { describe, expect, it } from "vitest";
import { aGoal, anAgent, shippedType } from "../testing";
import { bodyFrom, configOf, frameFrom, frameOf, settled, wrongIn } from "./draft";
import { bodyOf } from "./goals";

const template = shippedType("trading.delta_futures.v1").goal_templates[1];
if (!template) throw new Error("the shipped type has three templates");

it("a new goal begins as its template says, in the zone of the configuration, or else the customer's", () => {
  expect(frameOf(template, { timezone: "Asia/Kolkata" }, "UTC")).toMatchObject({
    title: "Scheduled close-position reminder",
    frequency: "daily",
    timezone: "Asia/Kolkata",
  });
  expect(frameOf(template, {}, "UTC").timezone).toBe("UTC");
});

it("a goal that nobody changed is sent as it was stored", () => {
  const goal = aGoal({ status: "paused", misfire: { rule: "backfill", most: 3 }, overlap: "allow" });
  expect(bodyFrom(template, frameFrom(goal), goal.settings)).toEqual(bodyOf(goal));
});

it("a goal's settings follow what is in force, before that what is drafted", () => {
  expect(configOf(anAgent({ config: { a: 1 }, config_draft: { a: 2 } }))).toEqual({ a: 1 });
  expect(configOf(anAgent({ config_draft: { a: 2 } }))).toEqual({ a: 2 });
});

describe("what is wrong with a goal", () => {
  const frame = frameFrom(aGoal());

  it("is told at its place, for what counts in its rhythm", () => {
    const wrong = { ...frame, title: " ", schedule: { ...frame.schedule, time: "25:00", day: 32 } };
    expect(Object.keys(wrongIn(wrong))).toEqual(["/title", "/schedule/time"]);
    expect(Object.keys(wrongIn({ ...wrong, title: "a", frequency: "monthly" }))).toEqual([
      "/schedule/time",
      "/schedule/day",
    ]);
    expect(wrongIn({ ...wrong, title: "a", frequency: "on_demand" })).toEqual({});
    expect(wrongIn(frame)).toEqual({});
  });

  it("making up for several times lets runs overlap", () => {
    expect(settled({ ...frame, misfire: { rule: "backfill", most: 2 } }).overlap).toBe("allow");
    expect(settled({ ...frame, misfire: { rule: "backfill", most: 1 } }).overlap).toBe("skip");
    expect(Object.keys(wrongIn({ ...frame, misfire: { rule: "backfill", most: 11 } }))).toEqual([
      "/misfire/most",
    ]);
  });
});
