import { expect, test } from "vitest";
import { check } from "./check";
import { readForm } from "./read";

function wrong(field: Record<string, unknown>, value: unknown, context = {}): string[] {
  const form = readForm({ type: "object", additionalProperties: false, properties: { field } });
  return check(form, { field: value }, context).map((one) => one.detail);
}

test.each([
  [{ type: "number", minimum: 20 }, 3, "Must be at least 20"],
  [{ type: "number", maximum: 20 }, 30, "Must be at most 20"],
  [{ type: "number", exclusiveMinimum: 0 }, 0, "Must be more than 0"],
  [{ type: "number", multipleOf: 5 }, 7, "Must be a multiple of 5"],
  [{ type: "integer" }, 1.5, "Must be a whole number"],
  [{ type: "number" }, null, "Needed"],
  [{ type: "string", minLength: 3 }, "a", "Must have at least 3 characters"],
  [{ type: "string", maxLength: 3 }, "abcd", "Must have at most 3 characters; it has 4"],
  [{ type: "string", pattern: "\\S" }, "  ", "Needed"],
  [{ type: "string", pattern: "^https://" }, "http://x", "Must begin with https://"],
  [{ type: "string", pattern: "^(0|[1-9][0-9]*)$" }, "x", "Is not written as it must be"],
  [{ type: "string", format: "email" }, "x", "Must be an e-mail address"],
  [{ type: "string", format: "local-time" }, "24:00", "Must be a time, such as 09:30"],
  [{ type: "string", format: "credential-ref" }, "secret", "Choose a connected account"],
  [{ type: "array", minItems: 1, items: { type: "string" } }, [], "Needed"],
  [{ type: "array", maxItems: 1, items: { type: "string" } }, ["a", "b"], "Must have at most 1 entry"],
  [{ type: "array", uniqueItems: true, items: { type: "string" } }, ["a", "a"], "Has the same entry twice"],
  [{ type: "string", enum: ["a"] }, "b", "Must be a"],
  [{ type: "string", enum: ["a", "c"] }, "b", "Choose one of those offered"],
])("%j refuses %j: %s", (field, value, words) => {
  expect(wrong(field, value)).toEqual([words]);
});

test("a decimal text keeps its digits, and is no number", () => {
  expect(wrong({ type: "string", pattern: "^\\d+(\\.\\d+)?$" }, "61500.50")).toEqual([]);
});

test("what is missing is said of the field itself, and of an absent optional group nothing is", () => {
  const inner = { type: "object", required: ["most"], properties: { most: { type: "integer" } } };
  const form = readForm({ type: "object", required: ["a"], properties: { a: { type: "string" }, b: inner } });
  expect(check(form, {})).toEqual([{ pointer: "/a", detail: "Needed", missing: true }]);
  expect(check(form, { a: "", b: {} })).toMatchObject([{ pointer: "/b/most" }]);
});

test("what is no field is said where it stands", () => {
  const form = readForm({ type: "object", additionalProperties: false, properties: {} });
  expect(check(form, { "a/b c": 1 })).toMatchObject([{ pointer: "/a~1b c", detail: "Is not known here" }]);
});

test("an error deep in a field of JSON is that field's", () => {
  const schema = {
    type: "object",
    properties: {
      any: {
        anyOf: [
          { type: "object", required: ["x"] },
          { type: "array", items: { type: "string" } },
        ],
      },
    },
  };
  const found = check(readForm(schema), { any: [1] });
  expect(new Set(found.map((one) => one.pointer))).toEqual(new Set(["/any"]));
  expect(found.length).toBeGreaterThan(0);
});

test("the configuration limits what may be chosen, and asks for keys", () => {
  const coin = { type: "string", enum: ["BTC", "ETH"], "x-one-of": "/allowed" };
  expect(wrong(coin, "ETH", { config: { allowed: ["BTC"] } })).toEqual([
    "Choose one of those in the configuration",
  ]);
  expect(wrong(coin, "BTC", { config: { allowed: ["BTC"] } })).toEqual([]);
  const accounts = {
    type: "object",
    "x-keys-from": "/on",
    properties: { m: { type: "string" }, x: { type: "string" } },
  };
  const form = readForm({
    type: "object",
    properties: { on: { type: "array", items: { type: "string" } }, accounts },
  });
  expect(check(form, { on: ["x"], accounts: {} })).toMatchObject([{ pointer: "/accounts/x", missing: true }]);
});

test("a needed setting may be left to the configuration, where that says something", () => {
  const form = readForm({
    type: "object",
    required: ["coin"],
    properties: { coin: { type: "string", "x-default-from": "/coin" } },
  });
  expect(check(form, {}, { config: { coin: "BTC" } })).toEqual([]);
  expect(check(form, {}, { config: {} })).toHaveLength(1);
});

test("a zone is one that the server knows, where its list is at hand", () => {
  const zone = { type: "string", format: "time-zone" };
  expect(wrong(zone, "Asia/Kolkata", { zones: ["Asia/Kolkata"] })).toEqual([]);
  expect(wrong(zone, "Mars/Olympus", { zones: ["Asia/Kolkata"] })).toEqual(["Choose one of the time zones"]);
  expect(wrong(zone, "Mars/Olympus")).toEqual([]);
});

test("no code is made of text: the page's policy forbids it", () => {
  const real = globalThis.Function;
  globalThis.Function = class {
    constructor() {
      throw new EvalError("unsafe-eval");
    }
  } as unknown as FunctionConstructor;
  try {
    expect(wrong({ type: "string", pattern: "^a", format: "email" }, "a@example.com")).toEqual([]);
    expect(wrong({ type: "number", minimum: 2 }, 1)).toEqual(["Must be at least 2"]);
  } finally {
    globalThis.Function = real;
  }
});
