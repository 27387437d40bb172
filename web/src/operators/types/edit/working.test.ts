/** What becomes of a draft in the hands of its author. */
import { expect, it } from "vitest";
import type { Draft } from "../typesApi";
import { afterSave, begun, isDirty, withFault, withoutGoal, withPut } from "./working";

const GOALS = ["a", "b", "c"].map((title) => ({ title }));
const DRAFT: Draft = {
  agent_type_id: "dental.recall.v1",
  version: 2,
  title: "Recall",
  description: "",
  persona: "You remind people.",
  tools: ["notes.*"],
  planner: { kind: "model", output_tokens: null, temperature: null },
  config_schema: {},
  sample_config: {},
  goal_templates: [],
  enforcement_defaults: { approvals: {} } as Draft["enforcement_defaults"],
  problems: [],
  updated_at: "2026-12-01T10:00:00Z",
  updated_by: "usr_operator",
  revision: 3,
};

it("is dirty with another word or a part that is no JSON, and clean again without them", () => {
  const work = begun(DRAFT);
  expect(isDirty(work)).toBe(false);
  const other = withPut(work, "/title", "Other");
  expect(isDirty(other)).toBe(true);
  expect(isDirty(withPut(other, "/title", "Recall"))).toBe(false);
  const broken = withFault(work, "/config_schema", { detail: "Line 1", text: "{" });
  expect(isDirty(broken)).toBe(true);
  expect(isDirty(withFault(broken, "/config_schema", null))).toBe(false);
});

it("keeps what was written while it was being saved", () => {
  const sent = withPut(begun(DRAFT), "/title", "Sent");
  const saved = { ...DRAFT, title: "Sent", revision: 4 };
  expect(afterSave(sent, sent.doc, saved)).toEqual(begun(saved));
  const meanwhile = afterSave(withPut(sent, "/title", "Later"), sent.doc, saved);
  expect(meanwhile).toMatchObject({ base: { revision: 4 }, doc: { title: "Later" } });
  expect(isDirty(meanwhile)).toBe(true);
});

it("a goal takes its faults along, and those behind it keep theirs", () => {
  const work = ["0", "1", "2"].reduce(
    (now, at) => withFault(now, `/goal_templates/${at}/settings_schema`, { detail: at }),
    withFault(withPut(begun(DRAFT), "/goal_templates", GOALS), "/config_schema", { detail: "config" }),
  );
  const left = withoutGoal(work, 1);
  expect(left.doc.goal_templates).toEqual([{ title: "a" }, { title: "c" }]);
  expect([...left.faults].map(([pointer, { detail }]) => [pointer, detail])).toEqual([
    ["/config_schema", "config"],
    ["/goal_templates/0/settings_schema", "0"],
    ["/goal_templates/1/settings_schema", "2"],
  ]);
});
