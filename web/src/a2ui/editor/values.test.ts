import { describe, expect, it } from "vitest";
import type { Column } from "../schemas";
import { read, shown, told } from "./values";

function column(type: Column["type"], more: Partial<Column> = {}): Column {
  return { key: "x", label: "X", type, required: false, ...more };
}

describe("a cell's text", () => {
  it("shows nought as a value and nothing for null", () => {
    expect(shown(column("number"), 0)).toBe("0");
    expect(shown(column("number"), null)).toBe("");
    expect(shown(column("time"), "07:30:00")).toBe("07:30");
  });

  it("keeps numbers numbers, with a comma or a point", () => {
    expect(read(column("number"), "79,5")).toEqual({ value: 79.5 });
    expect(read(column("number"), "0")).toEqual({ value: 0 });
    expect(read(column("integer"), "12")).toEqual({ value: 12 });
  });

  it("is nothing where nothing is asked for, and missing where something is", () => {
    expect(read(column("number"), "")).toEqual({ value: null });
    expect(read(column("string", { required: true }), "")).toEqual({ problem: "Fill this in." });
  });

  it.each<[Column["type"], string, Partial<Column>, string]>([
    ["number", "eighty", {}, "A number, please."],
    ["number", "1e3", {}, "A number, please."],
    ["number", "19.9", { min: 20 }, "At least 20."],
    ["number", "401", { max: 400 }, "At most 400."],
    ["number", "80.25", { step: 0.1 }, "In steps of 0.1."],
    ["integer", "1.5", {}, "A whole number, please."],
    ["string", "elevenchars", { maxLength: 10 }, "At most 10 characters; these are 11."],
    ["choice", "c", { options: ["a", "b"] }, "Choose one of the list."],
  ])("of %s %s with %o is refused", (type, text, limits, problem) => {
    expect(read(column(type, limits), text)).toEqual({ problem });
  });

  it("takes the steps that binary fractions only nearly meet", () => {
    expect(read(column("number", { step: 0.1 }), "80.3")).toEqual({ value: 80.3 });
  });

  it("gives back a choice as the kind of value that it was", () => {
    expect(read(column("choice", { options: [1, 2] }), "2")).toEqual({ value: 2 });
    expect(read(column("boolean"), "false")).toEqual({ value: false });
  });

  it("makes an instant of a local minute and back", () => {
    const given = column("datetime");
    const reading = read(given, "2026-11-20T07:30");
    expect(reading).toHaveProperty("value");
    if ("value" in reading) expect(shown(given, reading.value)).toBe("2026-11-20T07:30");
  });

  it("is read as words where it is only read", () => {
    expect(told(column("boolean"), false)).toBe("No");
    expect(told(column("number"), 0)).toBe("0");
    expect(told(column("string"), null)).toBe("–");
  });
});
