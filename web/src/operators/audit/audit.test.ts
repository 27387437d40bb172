/** The words of a check, and the name of an export. */
import { expect, it } from "vitest";
import type { Verdict } from "./audit";
import { fileName } from "./exportFile";
import { isInOrder, periodWords } from "./period";
import { verdictWords } from "./verdictWords";

const GOOD: Verdict = {
  ok: true,
  findings: [],
  entries: 77,
  blocks: 63,
  anchors: 0,
  unsealed: 0,
  erased: 0,
  head_hash: "a6",
};

it("an export is named after whose it is and which days it holds", () => {
  const nobody = { user_id: "", agent_id: "" };
  expect(fileName({ ...nobody, from: "2026-11-01", to: "2026-11-30" }, "2026-12-01")).toBe(
    "audit_2026-11-01_to_2026-11-30.ndjson",
  );
  expect(fileName({ user_id: "usr_1", agent_id: "agt_1" }, "2026-12-01")).toBe(
    "audit_usr_1_agt_1_from-the-beginning_to_2026-12-01.ndjson",
  );
  expect(fileName({ ...nobody, user_id: "../usr 1" }, "2026-12-01")).not.toMatch(/[/ ]/);
});

it("a sound trail is said to be as it was written, with what was looked at", () => {
  const { headline, sentences } = verdictWords(GOOD, { from: "2026-11-01", to: "2026-11-30" });
  expect(headline).toBe("The trail is as it was written.");
  expect(sentences).toEqual([
    "77 entries checked from 2026-11-01 to 2026-11-30, in a chain of 63 blocks.",
    "No day’s end is locked away yet.",
  ]);
});

it("defects, young entries and erased details are counted", () => {
  const finding = {
    kind: "missing",
    entry_id: "aud_1",
    block: 3,
    detail: "was sealed, and is gone",
  } as const;
  const bad = { ...GOOD, ok: false, findings: [finding], entries: 1, anchors: 2, unsealed: 1, erased: 3 };
  const { headline, sentences } = verdictWords(bad, {});
  expect(headline).toBe("The trail has 1 defect.");
  expect(sentences).toEqual([
    "1 entry checked from the beginning until now, in a chain of 63 blocks.",
    "2 days’ ends are locked away, and compared.",
    "1 entry is too young to be in a block yet.",
    "The details of 3 entries were erased, as the law asks.",
  ]);
});

it("a period says its ends, and may not end before it begins", () => {
  expect(periodWords({ from: "2026-11-01" })).toBe("from 2026-11-01 on");
  expect(periodWords({ to: "2026-11-01" })).toBe("until 2026-11-01");
  expect(periodWords({ from: "2026-11-01", to: "2026-11-01" })).toBe("on 2026-11-01");
  expect(isInOrder({ from: "2026-11-02", to: "2026-11-01" })).toBe(false);
  expect(isInOrder({ to: "2026-11-01" })).toBe(true);
});
