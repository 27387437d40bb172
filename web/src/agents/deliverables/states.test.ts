/** Every state of the machine has its words. */
import { expect, test } from "vitest";
import { deliverable } from "./samples";
import { isGood, isHeldBack, isSettled, STATES, stateOf } from "./states";

const MACHINE = [
  "draft",
  "pending_review",
  "approved",
  "rejected",
  "revising",
  "acknowledged",
  "scheduled",
  "executed",
  "failed",
  "needs_person",
  "expired",
]; // docs/my-agents.md §3

test.each(MACHINE)("%s has a label and says what it means", (status) => {
  const state = stateOf(deliverable({ status }));
  expect(state.label).not.toBe(status);
  expect(state.means).toMatch(/\.$/);
});

test("there are no more states than the machine has", () => {
  expect(Object.keys(STATES).sort()).toEqual([...MACHINE].sort());
});

test("a state that is new is shown by its name", () => {
  expect(stateOf(deliverable({ status: "on_hold" })).label).toBe("on_hold");
});

test("a draft with problems is held back", () => {
  const one = deliverable({ status: "draft", problems: [{ rule: "trial", detail: "over" }] });
  expect([isHeldBack(one), stateOf(one).label]).toEqual([true, "Held back"]);
});

test("what was rehearsed does not say that it was sent", () => {
  const one = deliverable({ status: "executed", effect: { status: "not_sent", rehearsed: true } });
  expect(stateOf(one)).toMatchObject({
    label: "Rehearsed",
    means: expect.stringMatching(/^Nothing was sent/),
  });
});

test("only a yes that nothing came of is good, and it is not settled", () => {
  expect(MACHINE.filter(isGood)).toEqual(["approved", "scheduled"]);
  expect(MACHINE.filter((status) => !isSettled(status))).toEqual([
    "draft",
    "pending_review",
    "approved",
    "revising",
    "scheduled",
  ]);
});
