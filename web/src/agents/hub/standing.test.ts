import { describe, expect, it } from "vitest";
import { anInstance, NOW, someUsage } from "../testing";
import {
  configureReason,
  daysLeft,
  goalsReason,
  statusWords,
  subscriptionWords,
  trialCaps,
  trialWords,
} from "./standing";

const ended = {
  subscription_status: "ended",
  status: "disabled",
  can_configure: false,
  can_set_goals: false,
} as const;

describe("a trial in words", () => {
  it("says how many days are left, a begun one too", () => {
    expect(trialWords(anInstance(), NOW)).toBe("Trial, 3 days left");
    expect(daysLeft("2026-12-04T12:00:01Z", NOW)).toBe("4 days left");
    expect(daysLeft("2026-12-02T12:00:00Z", NOW)).toBe("ends within a day");
    expect(daysLeft("2026-12-01T11:59:59Z", NOW)).toBe("over");
  });

  it("says that it is over, was turned into a plan, ended with the subscription, or never was", () => {
    expect(trialWords(anInstance({ trial_status: "expired" }), NOW)).toMatch(/^The trial is over/);
    expect(trialWords(anInstance({ trial_status: "converted" }), NOW)).toMatch(/monthly plan/);
    expect(trialWords(anInstance(ended), NOW)).toBe("The trial ended with the subscription");
    expect(trialWords(anInstance({ trial_status: "none" }), NOW)).toBe("No trial");
  });

  it("counts only what has a cap, and only while it runs", () => {
    expect(trialCaps(anInstance(), someUsage())).toEqual([
      { name: "actions", used: 3, most: 50 },
      { name: "goal runs", used: 2, most: 60 },
    ]);
    const uncapped = anInstance({ trial: { started_at: null, ends_at: null, caps: {} } });
    expect(trialCaps(uncapped, someUsage())).toEqual([]);
    expect(trialCaps(anInstance({ trial_status: "expired" }), someUsage())).toEqual([]);
  });
});

it("an agent that nobody has configured waits for that, whatever its status", () => {
  const fresh = anInstance({ status: "paused", configured: false, finalized_at: null });
  expect(statusWords(fresh)).toBe("Waits for its configuration");
  expect(statusWords(anInstance({ status: "paused" }))).toBe("Paused");
  expect(statusWords(anInstance(ended))).toBe("Ended");
});

it("the selector tells how each subscription stands", () => {
  const words = (changes: Parameters<typeof anInstance>[0]) => subscriptionWords(anInstance(changes));
  expect(words({})).toBe("on trial");
  expect(words({ trial_status: "expired" })).toBe("trial over");
  expect(words({ trial_status: "converted", plan: "monthly" })).toBe("active");
  expect(words(ended)).toBe("ended");
  expect(words({ subscription_status: "none", trial_status: "none" })).toBe("no subscription");
});

describe("why a panel takes no changes", () => {
  it("there is no reason where the API lets it", () => {
    expect([configureReason(anInstance()), goalsReason(anInstance())]).toEqual(["", ""]);
  });

  it("goals wait for the configuration", () => {
    expect(goalsReason(anInstance({ can_set_goals: false, configured: false }))).toMatch(
      /configuration first/,
    );
  });

  it("what has ended can be looked at, until the time for which it is kept is over", () => {
    expect(configureReason(anInstance(ended))).toMatch(/still look at it/);
    expect(configureReason(anInstance({ ...ended, disabled: true }))).toMatch(/kept it is over/);
    expect(goalsReason(anInstance({ ...ended, disabled: true }))).toMatch(/kept it is over/);
  });
});
