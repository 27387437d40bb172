/** Which answers are offered, and how they are asked for. */
import { expect, test } from "vitest";
import { askingFor, decisionsFor, roundsWords } from "./asking";
import { inFull } from "./samples";

test("who is asked may approve, send back and reject; a report is acknowledged alone", () => {
  expect(decisionsFor(inFull())).toEqual(["approve", "revise", "reject"]);
  expect(decisionsFor(inFull({ kind: "report" }))).toEqual(["acknowledge"]);
});

test("nothing is offered to whom the API does not ask, nor once it is decided", () => {
  expect(decisionsFor(inFull({ may_decide: false }))).toEqual([]);
  expect(decisionsFor(inFull({ status: "approved" }))).toEqual([]);
});

test("what was sent back as often as it may be is decided", () => {
  expect(decisionsFor(inFull({ rounds_left: 0 }))).toEqual(["approve", "reject"]);
  expect(roundsWords(0)).toMatch(/approve it, edit it or reject it/);
});

test("what is held back can only be thrown away", () => {
  const held = inFull({ status: "draft", problems: [{ rule: "trial" }], may_decide: false });
  expect(decisionsFor(held)).toEqual(["reject"]);
  expect(askingFor("reject", held, false).button).toBe("Throw it away");
});

test("a no and a revision need words, a yes says what it does", () => {
  const one = inFull();
  expect(askingFor("reject", one, false).needsWords).toBe(true);
  expect(askingFor("revise", one, false).needsWords).toBe(true);
  expect(askingFor("approve", one, false)).toMatchObject({ needsWords: false, about: one.plain_words });
  expect(askingFor("approve", one, true).title).toBe("Approve this rehearsal?");
});
