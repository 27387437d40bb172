/** The order of what waits. */
import { expect, it } from "vitest";
import { byRisk } from "./order";
import { anApproval } from "./testing";

const one = (approval_id: string, changes: Parameters<typeof anApproval>[0]) =>
  anApproval({ approval_id, ...changes });
const ids = (approvals: ReturnType<typeof byRisk>) => approvals.map((approval) => approval.approval_id);

it("what goes outside comes before what changes data, and that before what only looks", () => {
  const found = byRisk([
    one("context", { kind: "context", effect: "review" }),
    one("read", { effect: "read" }),
    one("write", { effect: "write" }),
    one("external", { effect: "external", risk: "medium" }),
  ]);
  expect(ids(found)).toEqual(["external", "write", "context", "read"]);
});

it("money comes first, even where it ends last", () => {
  const found = byRisk([
    one("post", { effect: "external", risk: "medium", expires_at: "2026-12-01T10:00:00Z" }),
    one("order", { effect: "external", risk: "high", expires_at: "2026-12-09T10:00:00Z" }),
  ]);
  expect(ids(found)).toEqual(["order", "post"]);
});

it("of the same risk, what ends soonest comes first", () => {
  const found = byRisk([
    one("later", { expires_at: "2026-12-02T10:00:00Z" }),
    one("sooner", { expires_at: "2026-12-01T10:00:00Z" }),
  ]);
  expect(ids(found)).toEqual(["sooner", "later"]);
});

it("a rehearsal goes nowhere, so it comes after what does", () => {
  const found = byRisk([
    one("rehearsal", { effect: "external", risk: "high", mode: "rehearse" }),
    one("write", { effect: "write" }),
  ]);
  expect(ids(found)).toEqual(["write", "rehearsal"]);
});
