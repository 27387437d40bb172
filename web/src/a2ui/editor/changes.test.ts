import { describe, expect, it } from "vitest";
import type { Column } from "../schemas";
import type { Row } from "../types";
import { atCells, changesOf } from "./changes";
import { problemsOf } from "./problems";
import { type Act, next, opened, type State } from "./state";

const COLUMNS: Column[] = [
  { key: "day", label: "Date", type: "date", required: true },
  { key: "kg", label: "Weight", type: "number", required: true },
  { key: "note", label: "Note", type: "string", required: false },
];
const TABLE = { columns: COLUMNS, rowKey: "day" };
const ROWS: Row[] = [
  { day: "2026-11-20", kg: 80, note: "morning", revision: 3 },
  { day: "2026-11-19", kg: 81, note: null },
];

function made(...acts: Act[]): State {
  return acts.reduce(next, opened(TABLE, ROWS));
}

function type(line: number, column: string, text: string): Act {
  return { kind: "type", line, column, text };
}

function sent(state: State) {
  const { upserts, deletes } = changesOf(state.table, state.lines);
  return { upserts, deletes };
}

describe("what is sent", () => {
  it("is nothing of rows that nobody touched", () => {
    expect(sent(made())).toEqual({ upserts: [], deletes: [] });
  });

  it("is the changed row alone, whole, and without what is no column", () => {
    expect(sent(made(type(0, "kg", "79,5"))).upserts).toEqual([
      { day: "2026-11-20", kg: 79.5, note: "morning" },
    ]);
  });

  it("is nothing of a row that was typed back to what it was", () => {
    expect(sent(made(type(0, "kg", "79"), type(0, "kg", "80")))).toEqual({ upserts: [], deletes: [] });
  });

  it("is the key of a removed row, and nothing of one that was put back", () => {
    expect(sent(made({ kind: "remove", line: 1 })).deletes).toEqual(["2026-11-19"]);
    expect(sent(made({ kind: "remove", line: 1 }, { kind: "restore", line: 1 })).deletes).toEqual([]);
  });

  it("is both where a row goes under another key", () => {
    expect(sent(made(type(1, "day", "2026-11-18")))).toEqual({
      upserts: [{ day: "2026-11-18", kg: 81, note: null }],
      deletes: ["2026-11-19"],
    });
  });

  it("is a new row, but not a blank one, nor one that was removed again", () => {
    const added = made({ kind: "add" }, type(2, "day", "2026-11-21"), type(2, "kg", "0"));
    expect(sent(added).upserts).toEqual([{ day: "2026-11-21", kg: 0, note: null }]);
    expect(sent(made({ kind: "add" }))).toEqual({ upserts: [], deletes: [] });
    expect(sent(next(added, { kind: "remove", line: 2 }))).toEqual({ upserts: [], deletes: [] });
  });

  it("is one whole row where there is only one, and never a key", () => {
    const table = { columns: COLUMNS.slice(1) };
    const state = next(opened(table, [{ kg: 80, note: null }]), type(0, "note", "now"));
    expect(sent(state)).toEqual({ upserts: [{ kg: 80, note: "now" }], deletes: [] });
  });
});

describe("what is wrong", () => {
  function wrong(state: State) {
    return problemsOf(state.table, state.lines).map(
      ({ line, column, problem }) => `${line} ${column.key}: ${problem}`,
    );
  }

  it("is said of changed rows alone: what came so is the server's business", () => {
    const old = opened(TABLE, [{ day: "2026-11-20", kg: null, note: null }]);
    expect(wrong(old)).toEqual([]);
    expect(wrong(next(old, type(0, "note", "x")))).toEqual([]);
    expect(wrong(made(type(0, "kg", "")))).toEqual(["0 kg: Fill this in."]);
  });

  it("names a key that is there twice, where it was typed", () => {
    expect(wrong(made(type(1, "day", "2026-11-20")))).toEqual(["1 day: 2026-11-20 is there twice."]);
    expect(wrong(made({ kind: "remove", line: 0 }, type(1, "day", "2026-11-20")))).toEqual([]);
  });
});

describe("what the server says of cells", () => {
  it("is put at the lines that were sent", () => {
    const state = made(type(1, "kg", "500"), { kind: "remove", line: 0 });
    const { cells, rest } = atCells(changesOf(state.table, state.lines), [
      { pointer: "/upserts/0/kg", detail: "too heavy" },
      { pointer: "/deletes/0", detail: "was changed meanwhile" },
      { pointer: "/upserts/7/kg", detail: "nobody's" },
      { pointer: "", detail: "of the whole" },
    ]);
    expect(Object.fromEntries(cells)).toEqual({ 1: { kg: "too heavy" }, 0: { "": "was changed meanwhile" } });
    expect(rest.map(({ detail }) => detail)).toEqual(["nobody's", "of the whole"]);
  });
});
