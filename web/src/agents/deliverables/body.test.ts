/** What of a draft is its text, and what was checked. */
import { expect, test } from "vitest";
import { checksOf, isMeasured, notRevised, summaryOf, textName } from "./body";

test("the text is the argument that holds it, whatever the tool calls it", () => {
  expect(
    textName([{ arguments: { page_id: "1", message: "Hello you" }, content: { text: "Hello you" } }]),
  ).toBe("message");
});

test("after an edit it is still the argument of the version that was drafted", () => {
  const drafted = { arguments: { caption: "Old words" }, content: { text: "Old words" } };
  const edited = { arguments: { caption: "New words" }, content: {} };
  expect(textName([drafted, edited])).toBe("caption");
});

test("a trade has no text", () => {
  expect(
    textName([{ arguments: { symbol: "BTCUSD", size: 2 }, content: { notional_inr: "5100" } }]),
  ).toBeUndefined();
});

test("a row shows the longest text in words, and no address", () => {
  const text = "A check-up twice a year keeps small things small.";
  const link = `https://images.example.com/${"a".repeat(80)}.jpg`;
  expect(summaryOf({ arguments: { text, image_url: link, language: "en", size: 3 } })).toBe(text);
  expect(summaryOf({ arguments: { symbol: "BTCUSD", size: 2 } })).toBe("");
});

test("measures and rules are both checks", () => {
  const checks = [
    { check: "length", is: 123, most: 280 },
    { check: "hashtags", is: 3, most: 2 },
    { check: "allowed_coin", ok: false, detail: "DOGE; allowed are BTC" },
    "nonsense",
  ];
  expect(checksOf({ checks })).toEqual([
    { name: "length", holds: true, words: "123 of at most 280" },
    { name: "hashtags", holds: false, words: "3 of at most 2" },
    { name: "allowed_coin", holds: false, words: "DOGE; allowed are BTC" },
  ]);
  expect(checksOf({})).toEqual([]);
});

test("a measure is of the text that was drafted, and of no edit", () => {
  expect(isMeasured({ text: "a" }, "a")).toBe(true);
  expect(isMeasured({ text: "a" }, "b")).toBe(false);
  expect(isMeasured({ notional_inr: "1" }, undefined)).toBe(true);
});

test("a revision that brought nothing says why", () => {
  expect(notRevised({ not_revised: [{ rule: "model", detail: "The model did not answer." }] })).toEqual([
    "The model did not answer.",
  ]);
});
