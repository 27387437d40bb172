import { expect, it } from "vitest";
import { aRun } from "../testing";
import { countWords, isOpen, refusalsOf } from "./runs";

it("the counts of a run are told as far as there are any", () => {
  expect(countWords(aRun({ counts: { drafted: 2, refused: 1, opened: 2, denied: 0 } }))).toBe(
    "2 drafts, 2 for your review, 1 could not be drafted",
  );
  expect(countWords(aRun({ counts: {} }))).toBe("");
});

it("a run is open until it has ended", () => {
  const statuses = ["queued", "running", "succeeded", "partial", "failed", "cancelled", "denied"] as const;
  expect(statuses.filter((status) => isOpen({ status }))).toEqual(["queued", "running"]);
});

it("what was refused is told with its rules, whatever else the run kept of it", () => {
  const refused = [
    { name: "x", title: "Post on X", platform: "x", problems: [{ rule: "length", detail: "Too long." }, 7] },
    { name: "canonical" },
  ];
  expect(refusalsOf(aRun({ refused }))).toEqual([
    {
      title: "Post on X",
      platform: "x",
      problems: [
        { rule: "length", detail: "Too long." },
        { rule: "", detail: "" },
      ],
    },
    { title: "canonical", platform: "", problems: [] },
  ]);
});
