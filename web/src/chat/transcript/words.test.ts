import { expect, test } from "vitest";
import { endWords, lookOf, reasonsOf, stepWords, usageWords } from "./words";

const COUNTED = {
  provider: "p",
  model: "m1",
  inputTokens: 1_000,
  outputTokens: 50,
  cachedInputTokens: 0,
  costMicroUsd: 0,
};

test("usage of all legs is one sum, with the models that it was of", () => {
  expect(usageWords([COUNTED, { ...COUNTED, model: "m2", cachedInputTokens: 200 }])).toBe(
    "2,100 tokens (2,000 read, 200 of them from a cache, 100 written) by m1, m2",
  );
});

test("what it cost is said, also where that is a part of a cent", () => {
  const cost = (costMicroUsd: number) => usageWords([{ ...COUNTED, costMicroUsd }]).split("m1")[1];
  expect(cost(45_130)).toBe(", $0.045");
  expect(cost(7)).toBe(", $0.000007");
  expect(cost(12_340_000)).toBe(", $12");
  expect(cost(0)).toBe("");
});

test("where nobody counted nothing is said", () => {
  expect(usageWords([])).toBe("");
});

test("a call that a person changed says so", () => {
  const answer = { status: "ok", edited: { by: "usr_1", arguments: {} } };
  expect(lookOf("ok", answer, "usr_1").words).toBe("Done, as you changed it");
  expect(lookOf("ok", answer, "usr_2").words).toBe("Done, as somebody else changed it");
});

test("a person's no is told from a rule's", () => {
  expect(lookOf("denied", { status: "denied", rule: "person" }, "").words).toContain("a person said no");
  expect(reasonsOf({ status: "denied", rule: "budget", detail: "Too dear." })).toEqual([
    "Too dear.",
    "Rule: budget",
  ]);
});

test("the same reason is given once", () => {
  const problems = [{ pointer: "", detail: "No." }];
  expect(reasonsOf({ status: "refused", detail: "No.", problems })).toEqual(["No."]);
});

test("steps are words", () => {
  expect(stepWords("load_capability:weights")).toBe("load capability: weights");
});

test("a run that failed tells its reason, one that went well nothing", () => {
  const run = { id: "run_1", isAsked: true, usage: [], open: [] };
  expect(endWords({ ...run, status: "failed", failure: { message: "It broke.", code: "x" } })).toBe(
    "It broke.",
  );
  expect(endWords({ ...run, status: "succeeded" })).toBe("");
});
