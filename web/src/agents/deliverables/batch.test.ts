/** Several verdicts at once. */
import { expect, test } from "vitest";
import { Problem } from "../../api/problem";
import { allFailed, answersFor, fitting, inCalls, outcomesOf, verdictOn } from "./batch";
import { deliverable } from "./samples";

test("a report is acknowledged, all else approved or rejected, what is held back thrown away", () => {
  expect(answersFor(deliverable())).toEqual(["approve", "reject"]);
  expect(answersFor(deliverable({ kind: "report" }))).toEqual(["acknowledge"]);
  expect(answersFor(deliverable({ status: "draft", problems: [{ rule: "trial" }] }))).toEqual(["reject"]);
  expect(answersFor(deliverable({ status: "approved" }))).toEqual([]);
});

test("of a mixed choice each verdict takes what it fits", () => {
  const items = [deliverable(), deliverable({ kind: "report" }), deliverable({ status: "expired" })];
  expect(fitting(items, "approve")).toEqual([items[0]]);
  expect(fitting(items, "acknowledge")).toEqual([items[1]]);
});

test("a verdict names the version and digest that were shown", () => {
  expect(verdictOn(deliverable({ digest: "seen", version: 3 }), "reject", "no")).toEqual({
    deliverable_id: "dlv_1",
    decision: "reject",
    digest: "seen",
    version: 3,
    notes: "no",
  });
});

test("no call has more than fifty", () => {
  const calls = inCalls(Array.from({ length: 120 }, (_, at) => at));
  expect(calls.map((call) => call.length)).toEqual([50, 50, 20]);
  expect(calls.flat()).toHaveLength(120);
});

test("each gets its own outcome, and what the answer leaves out is said", () => {
  const [a, b, c] = ["a", "b", "c"].map((deliverable_id) => deliverable({ deliverable_id }));
  if (!a || !b || !c) throw new Error("three");
  const outcomes = outcomesOf(
    [a, b, c],
    [
      { deliverable_id: "b", status: 412, approval_id: "", deliverable_status: "", problem: refusal },
      {
        deliverable_id: "a",
        status: 200,
        approval_id: "apr_9",
        deliverable_status: "approved",
        problem: null,
      },
    ],
  );
  expect(outcomes.map(({ one, ok }) => [one.deliverable_id, ok])).toEqual([
    ["a", true],
    ["b", false],
    ["c", false],
  ]);
  expect(outcomes[1]).toMatchObject({ detail: "There is another version now.", reference: "cor_9" });
  expect(outcomes[2]?.detail).toMatch(/nothing was said/i);
});

test("where the whole call fails, each says why", () => {
  const problem = new Problem({
    title: "Over budget",
    status: 402,
    detail: "Used up.",
    correlation_id: "cor_8",
  });
  expect(allFailed([deliverable()], problem)).toMatchObject([
    { ok: false, detail: "Used up.", reference: "cor_8" },
  ]);
});

const refusal = {
  type: "urn:x",
  title: "Changed since you read it",
  status: 412,
  detail: "There is another version now.",
  correlation_id: "cor_9",
};
