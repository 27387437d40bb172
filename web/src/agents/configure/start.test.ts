import { expect, it } from "vitest";
import { anAgent } from "../testing";
import { withValueAt } from "./places";
import { hasWrong } from "./SaveBar";
import { startOf } from "./start";

it("a form that nobody has filled in begins with the customer's own zone, another one with what is stored", () => {
  expect(startOf(anAgent(), "Europe/Berlin")).toEqual({ timezone: "Europe/Berlin" });
  const draft = { nickname: "Tara" };
  expect(startOf(anAgent({ config_draft: draft }), "Europe/Berlin")).toBe(draft);
});

it("a reference is put at its place, and nothing beside it changes", () => {
  const before = { a: 1, accounts: { x: "crd_1" }, list: [{ b: 1 }, { b: 2 }] };
  expect(withValueAt(before, ["accounts", "mastodon"], "crd_2")).toEqual({
    ...before,
    accounts: { x: "crd_1", mastodon: "crd_2" },
  });
  expect(withValueAt(before, ["list", "1", "b"], 3)).toEqual({ ...before, list: [{ b: 1 }, { b: 3 }] });
  expect(withValueAt({}, ["accounts", "x"], "crd_3")).toEqual({ accounts: { x: "crd_3" } });
  expect(before.accounts).toEqual({ x: "crd_1" });
});

it("what is only missing can be kept as a draft, what is wrong cannot", () => {
  const missing = { pointer: "/location", detail: "Needed" };
  const wrong = { pointer: "/limits/most", detail: "Must be at least 1" };
  expect(hasWrong({ errors: [missing], value: { nickname: "Tara" } })).toBe(false);
  expect(hasWrong({ errors: [missing, wrong], value: { limits: { most: 0 } } })).toBe(true);
});
