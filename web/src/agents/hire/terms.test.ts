import { describe, expect, it } from "vitest";
import { shippedType } from "../testing";
import { approvalTerms, budgetTerms, durationWords, hasTrial, rhythmWords, trialTerms } from "./terms";

const trading = shippedType("trading.delta_futures.v1").enforcement_defaults;
const coach = shippedType("coach.v1").enforcement_defaults;

describe("the terms of a type in words", () => {
  it("a trial has its days and caps, and says what follows", () => {
    expect(trialTerms(trading)).toBe(
      "14 days free, with 50 actions and 60 goal runs at most. Then it stops acting until you choose the monthly plan.",
    );
    const uncapped = { ...trading, trial: { days: 1, caps: { actions: null, goal_runs: null } } };
    expect(trialTerms(uncapped)).toMatch(/^1 day free\. /);
  });

  it("no days are no trial", () => {
    expect([hasTrial(trading), hasTrial(coach)]).toEqual([true, false]);
    expect(trialTerms(coach)).toBe("There is no trial.");
  });

  it("what always asks a person stands together with what asks on the same terms", () => {
    expect(approvalTerms(trading)).toEqual([
      { verbs: "publish, post or send", words: "you have 1 day to decide" },
      { verbs: "place order", words: "you have 15 minutes to decide" },
      { verbs: "close position", words: "you have 1 hour to decide" },
    ]);
    expect(approvalTerms(coach)).toEqual([]);
  });

  it("a budget is an amount a month, or has no limit", () => {
    expect(budgetTerms(trading)).toContain("$5.00 a month");
    expect(budgetTerms(coach)).toMatch(/^No limit/);
  });
});

it("durations and rhythms are words", () => {
  expect([durationWords(86_400), durationWords(7_200), durationWords(900)]).toEqual([
    "1 day",
    "2 hours",
    "15 minutes",
  ]);
  expect(rhythmWords(["daily", "on_demand"])).toBe("daily or when you ask");
});
