import { readFileSync } from "node:fs";
import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { CATALOGUE_ID, known, UNSUPPORTED } from "./catalogue";
import { EDITOR } from "./samples";
import { batchEditor, button, COLUMN_TYPES, keyValue, notice, plainText, stack } from "./schemas";

const FILE = "../layers/greenlight/python/greenlight/a2ui_catalog.json";
interface Entry {
  required: string[];
  properties: Record<string, { enum?: string[] }>;
}
const committed: Schema & { components: Record<string, Entry>; $defs: { column: Entry } } = JSON.parse(
  readFileSync(FILE, "utf8"),
);
const ours: Record<string, z.AnyZodObject> = {
  BatchEditor: batchEditor,
  Text: plainText,
  Notice: notice,
  KeyValue: keyValue,
  Button: button,
  Stack: stack,
};

function theirs(component: object): boolean {
  return new Validator(committed, "2020-12").validate(component).valid;
}

function mine({ id: _, component, ...properties }: { id: string; component: string }): boolean {
  return ours[component]?.safeParse(properties).success ?? false;
}

describe("our catalogue and the server's", () => {
  it("have one name and the same components", () => {
    expect(committed.catalogId).toBe(CATALOGUE_ID);
    const shown = [...known.components.keys()].filter((name) => name !== UNSUPPORTED);
    expect(shown.sort()).toEqual(Object.keys(committed.components).sort());
  });

  it.each(Object.keys(ours))("say the same of the properties of %s", (name) => {
    const { properties, required } = committed.components[name] ?? { properties: {}, required: [] };
    const shape: z.ZodRawShape = ours[name]?.shape ?? {};
    expect(["id", "component", ...Object.keys(shape)].sort()).toEqual(Object.keys(properties).sort());
    const asked = Object.entries(shape).filter(([, schema]) => !schema.isOptional());
    expect(["id", "component", ...asked.map(([key]) => key)].sort()).toEqual([...required].sort());
  });

  it("know the same types of columns", () => {
    expect([...COLUMN_TYPES]).toEqual(committed.$defs.column.properties.type?.enum);
  });

  const [first] = EDITOR.columns;
  it.each<[boolean, string, object]>([
    [true, "the editor that the server sends", EDITOR],
    [true, "one without keys", (({ rowKey: _, ...rest }) => rest)(EDITOR)],
    [false, "no columns", { ...EDITOR, columns: [] }],
    [false, "a column of an unknown type", { ...EDITOR, columns: [{ ...first, type: "money" }] }],
    [false, "a column with more than we know", { ...EDITOR, columns: [{ ...first, html: "<b>" }] }],
    [false, "a step of nought", { ...EDITOR, columns: [{ ...first, step: 0 }] }],
    [true, "choices", { ...EDITOR, columns: [{ ...first, type: "choice", options: ["a", 1, true] }] }],
    [false, "rows in its properties", { ...EDITOR, rows: [] }],
    [true, "one that cannot tell of more rows", (({ more: _, ...rest }) => rest)(EDITOR)],
    [false, "more as a number", { ...EDITOR, more: 3 }],
    [false, "a place that is no pointer", { ...EDITOR, rows: { path: "rows" } }],
    [false, "an unknown property", { ...EDITOR, onClick: "x" }],
    [false, "an action that is no tool", { ...EDITOR, action: { event: { name: "openUrl", context: {} } } }],
    [
      false,
      "an action with a value of its own",
      { ...EDITOR, action: { event: { name: "a.b", context: { x: 1 } } } },
    ],
    [false, "a local function", { ...EDITOR, action: { functionCall: { call: "openUrl", args: {} } } }],
    [true, "a text", { id: "t", component: "Text", text: { path: "/a" }, variant: "small" }],
    [false, "a text that computes", { id: "t", component: "Text", text: { call: "now", args: {} } }],
    [true, "a notice", { id: "n", component: "Notice", tone: "info", text: "x" }],
    [false, "a notice of no tone", { id: "n", component: "Notice", text: "x" }],
    [true, "pairs", { id: "k", component: "KeyValue", pairs: [{ label: "a", value: { path: "/a" } }] }],
    [true, "a stack", { id: "s", component: "Stack", children: ["a", "b"] }],
    [
      false,
      "a stack from a template",
      { id: "s", component: "Stack", children: { componentId: "a", path: "/" } },
    ],
    [true, "a button", { id: "b", component: "Button", label: "x", action: EDITOR.action }],
    [false, "a picture", { id: "i", component: "Image", url: "https://example.com/x" }],
  ])("both say %s to %s", (good, _, component) => {
    const sent = component as { id: string; component: string };
    expect({ theirs: theirs(sent), mine: mine(sent) }).toEqual({ theirs: good, mine: good });
  });
});
