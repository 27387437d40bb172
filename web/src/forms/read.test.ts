import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "./check";
import { withDefaults } from "./defaults";
import { type Node, nodeAlong } from "./model";
import { readForm } from "./read";

const SHIPPED = "../functions/agent_types/shipped";
const types = readdirSync(SHIPPED).map((name) => JSON.parse(readFileSync(`${SHIPPED}/${name}`, "utf8")));

function kinds(node: Node): string[] {
  return [node.kind, ...[...node.members.values(), ...(node.element ? [node.element] : [])].flatMap(kinds)];
}

function kindAt(schema: Record<string, unknown>, ...path: (string | number)[]): string {
  return nodeAlong(readForm({ type: "object", ...schema }).root, path).node.kind;
}

describe.each(types)("the shipped type $agent_type_id", (type) => {
  test("is drawn whole, without a field of JSON", () => {
    for (const schema of [type.config_schema, ...type.goal_templates.map(settingsOf)]) {
      const form = readForm(schema);
      expect(form.notes).toEqual([]);
      expect(kinds(form.root)).not.toContain("json");
    }
  });

  test("takes its own samples", () => {
    const config = type.sample_config;
    expect(check(readForm(type.config_schema), config)).toEqual([]);
    for (const template of type.goal_templates) {
      const form = readForm(template.settings_schema);
      expect(check(form, withDefaults(form, template.sample_settings), { config })).toEqual([]);
    }
  });
});

function settingsOf(template: { settings_schema: Record<string, unknown> }) {
  return template.settings_schema;
}

test("references are followed to any depth, and their titles may stand beside them", () => {
  const schema = {
    $defs: {
      Day: { type: "string", format: "date" },
      Row: { type: "object", properties: { day: { $ref: "#/$defs/Day", title: "When" } } },
    },
    properties: { rows: { type: "array", items: { $ref: "#/$defs/Row" } } },
  };
  const form = readForm({ type: "object", ...schema });
  const { node } = nodeAlong(form.root, ["rows", 0, "day"]);
  expect([node.kind, node.title]).toEqual(["date", "When"]);
  expect(check(form, { rows: [{ day: "yesterday" }] })).toMatchObject([{ pointer: "/rows/0/day" }]);
});

test("a schema that refers to itself ends in a field of JSON, with a note", () => {
  const tree = {
    $defs: { Tree: { type: "object", properties: { branch: { $ref: "#/$defs/Tree" } } } },
    $ref: "#/$defs/Tree",
  };
  const form = readForm(tree);
  expect(nodeAlong(form.root, ["branch"]).node.kind).toBe("json");
  expect(form.notes.join()).toContain("refers to itself");
  expect(check(form, { branch: { branch: {} } })).toEqual([]);
});

test.each([
  [{ anyOf: [{ type: "integer", minimum: 1 }, { type: "null" }] }, "number"],
  [{ type: ["integer", "null"], minimum: 1 }, "number"],
])("null is one of the values of %j, not another schema", (schema, kind) => {
  const form = readForm({ type: "object", properties: { size: schema }, required: ["size"] });
  expect(nodeAlong(form.root, ["size"]).node).toMatchObject({ kind, nullable: true });
  expect(check(form, { size: null })).toEqual([]);
  expect(check(form, { size: 0 })).toMatchObject([{ pointer: "/size", detail: "Must be at least 1" }]);
});

test("choices come with their titles, also where null is one of them", () => {
  const schema = {
    oneOf: [{ const: "a", title: "First" }, { const: "b", title: "Second" }, { type: "null" }],
  };
  const { node } = nodeAlong(readForm({ type: "object", properties: { pick: schema } }).root, ["pick"]);
  expect(node).toMatchObject({
    kind: "choice",
    nullable: true,
    choices: [{ label: "First" }, { label: "Second" }],
  });
});

test.each([
  [{ type: "array", uniqueItems: true, items: { type: "string", enum: ["a", "b"] } }, "choices"],
  [{ type: "array", items: { type: "string", enum: ["a", "b"] } }, "list"],
  [{ type: "array", prefixItems: [{ type: "string" }] }, "json"],
  [{ type: "object" }, "map"],
  [{ type: "object", additionalProperties: { type: "number" } }, "map"],
  [{ type: "object", patternProperties: { "^x": {} } }, "json"],
  [{ type: ["string", "integer"] }, "json"],
  [{ not: { type: "string" } }, "json"],
  [{ $ref: "https://example.com/schema" }, "json"],
  [{}, "json"],
  [{ type: "string", maxLength: 1000 }, "long-text"],
  [{ type: "string", maxLength: 60 }, "text"],
  [{ type: "string", format: "local-time" }, "time"],
  [{ type: "string", format: "never-heard-of" }, "text"],
])("%j is a field of kind %s", (schema, kind) => {
  expect(kindAt({ properties: { field: schema } }, "field")).toBe(kind);
});

test.each([
  [{ type: "object", properties: null, required: "x" }],
  [{ type: 7 }],
  [{ type: "object", properties: { a: 3, b: { type: "array", items: 5 } } }],
])("a schema that makes no sense (%j) is read all the same", (schema) =>
  expect(() => check(readForm(schema), { a: 1 })).not.toThrow(),
);

test("a pattern that only the server can read is left to it, with a note", () => {
  const form = readForm({
    type: "object",
    properties: { code: { type: "string", title: "Code", pattern: "(?i)^a" } },
  });
  expect(form.notes.join()).toContain("“Code”");
  expect(check(form, { code: "zzz" })).toEqual([]);
});
