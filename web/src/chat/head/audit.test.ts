import { expect, test } from "vitest";
import { auditOf, withGate } from "./audit";

test("a thread without gates is not in audit mode", () => {
  expect(auditOf([])).toEqual({ on: false, gates: [], reads: false });
  expect(auditOf(["tools", "reads", "context"])).toEqual({
    on: true,
    gates: ["context", "tools"],
    reads: true,
  });
});

test("the last gate that goes takes audit mode with it", () => {
  expect(withGate(auditOf(["final"]), "final", false).on).toBe(false);
});

test("reads go with the gate of tools", () => {
  expect(withGate(auditOf(["tools", "final", "reads"]), "tools", false)).toEqual({
    on: true,
    gates: ["final"],
    reads: false,
  });
});
