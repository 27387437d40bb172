/** Where in a definition things stand. */
import { expect, it } from "vitest";
import { contentOf, isDefinition, newGoal, placeOf } from "./definition";

it.each([
  ["/title", { part: "about" }],
  ["/tools/1", { part: "about" }],
  ["", { part: "about" }],
  ["/config_schema/properties/a", { part: "config" }],
  ["/sample_config/a", { part: "config" }],
  ["/goal_templates/2/settings_schema", { part: "goals", goal: 2 }],
  ["/goal_templates", { part: "goals" }],
  ["/enforcement_defaults/trial/days", { part: "rules" }],
])("a problem at %s is mended in %j", (pointer, place) => expect(placeOf(pointer)).toEqual(place));

it("what an author sends is what he wrote, without what publishing adds", () => {
  expect(contentOf({ title: "A", sha256: "x", publisher: "platform", version: 3, tools: [] })).toEqual({
    title: "A",
    tools: [],
  });
  expect(isDefinition({ title: "A" })).toBe(false);
});

it("a new goal has an id of its own", () => {
  expect(newGoal(["goal_1", "goal_3"]).goal_template_id).toBe("goal_4");
  expect(newGoal(["x", "goal_3"]).goal_template_id).toBe("goal_4");
});
