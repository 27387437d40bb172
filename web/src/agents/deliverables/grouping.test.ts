/** Drafts in their groups. */
import { expect, test } from "vitest";
import { blocksOf, counted, weeksOf } from "./grouping";
import { deliverable } from "./samples";

const one = (deliverable_id: string, group_id = "") => deliverable({ deliverable_id, group_id });
const ids = (items: readonly { deliverable_id: string }[]) => items.map((item) => item.deliverable_id);

test("a group stands where its first one does, whatever comes between", () => {
  const blocks = blocksOf([one("a", "g1"), one("b", "g2"), one("c", "g1"), one("d", "g2")]);
  expect(blocks.map((block) => [block.groupId, ids(block.items)])).toEqual([
    ["g1", ["a", "c"]],
    ["g2", ["b", "d"]],
  ]);
});

test("what was drafted alone stands together between groups", () => {
  const blocks = blocksOf([one("a"), one("b"), one("c", "g1"), one("d")]);
  expect(blocks.map((block) => [block.groupId, ids(block.items)])).toEqual([
    ["", ["a", "b"]],
    ["g1", ["c"]],
    ["", ["d"]],
  ]);
});

test("a campaign is read by its calendar's weeks, in the calendar's order", () => {
  const calendar = [
    { week: 1, posts: [{ deliverable_id: "b" }, { deliverable_id: "a" }] },
    { week: 2, posts: [{ deliverable_id: "c" }, { deliverable_id: "filtered away" }] },
    { week: 3, posts: [{ deliverable_id: "gone" }] },
  ];
  const weeks = weeksOf(calendar, [one("a"), one("b"), one("c"), one("unplanned")]);
  expect(weeks.map(({ week, items }) => [week, ids(items)])).toEqual([
    [1, ["b", "a"]],
    [2, ["c"]],
    [0, ["unplanned"]],
  ]);
});

test("states are counted in words", () => {
  expect(counted(["Waiting for review", "Approved", "Waiting for review"])).toBe(
    "2 waiting for review, 1 approved",
  );
});
