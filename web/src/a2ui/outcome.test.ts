import { beforeEach, describe, expect, it, vi } from "vitest";
import { outcomeOf, refusedWith } from "./outcome";
import { data, ROWS } from "./samples";
import type { ActionMessage } from "./types";

const MESSAGE: ActionMessage = {
  version: "v0.9",
  action: {
    name: "weights.save_batch",
    surfaceId: "s",
    sourceComponentId: "root",
    timestamp: "2026-11-20T12:00:00Z",
    context: { revision: 7, upserts: [], deletes: [] },
  },
};
const NO = JSON.stringify({
  status: "refused",
  detail: "2026-11-20 is in the future.",
  problems: [{ pointer: "/upserts/0/day", detail: "2026-11-20 is in the future." }],
});
const asked = vi.fn<(path: string) => Promise<Response>>();

function standing(revision: number): void {
  asked.mockResolvedValue(Response.json({ surface_id: "weights-form", messages: [data(ROWS, revision)] }));
}

beforeEach(() => {
  asked.mockReset();
  vi.stubGlobal("fetch", asked);
});

describe("what came of a Save", () => {
  it("is saved where the tool says ok, and nobody is asked", async () => {
    expect(await outcomeOf('{"status":"ok","result":{"revision":8}}', MESSAGE)).toEqual({ kind: "saved" });
    expect(asked).not.toHaveBeenCalled();
  });

  it("is a refusal with its fields where the rows stand as they were seen", async () => {
    standing(7);
    const outcome = await outcomeOf(NO, MESSAGE);
    expect(outcome).toMatchObject({
      kind: "refused",
      problem: { title: "Not saved", errors: [{ pointer: "/upserts/0/day" }] },
    });
    expect(asked).toHaveBeenCalledWith("/api/v1/weights/form", expect.anything());
  });

  it("is a conflict with the rows as they stand where they were changed meanwhile", async () => {
    standing(9);
    expect(await outcomeOf(NO, MESSAGE)).toMatchObject({ kind: "conflict", revision: 9, rows: ROWS });
  });

  it("is the refusal all the same where the rows cannot be read", async () => {
    asked.mockRejectedValue(new TypeError("Failed to fetch"));
    expect(await outcomeOf(NO, MESSAGE)).toMatchObject({ kind: "refused" });
  });

  it("is a refusal for what was denied or makes no sense", async () => {
    expect(await outcomeOf('{"status":"denied","rule":"kill_switch","detail":"Stopped."}', MESSAGE)).toEqual({
      kind: "refused",
      problem: { title: "Not saved", status: 422, detail: "Stopped.", errors: [], rule: "kill_switch" },
    });
    expect(await outcomeOf("?", MESSAGE)).toMatchObject({ kind: "refused" });
    expect(refusedWith({ title: "Conflict", status: 409 }).kind).toBe("refused");
  });
});
