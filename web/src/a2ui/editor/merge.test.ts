import { describe, expect, it } from "vitest";
import type { Column } from "../schemas";
import type { Row } from "../types";
import { changesOf } from "./changes";
import { type Act, next, opened, type State } from "./state";

const COLUMNS: Column[] = [
  { key: "day", label: "Date", type: "string", required: true },
  { key: "kg", label: "Weight", type: "number", required: true },
];
const TABLE = { columns: COLUMNS, rowKey: "day" };
const A: Row = { day: "a", kg: 1 };
const B: Row = { day: "b", kg: 2 };

function meanwhile(rows: Row[], ...acts: Act[]): State {
  return next(acts.reduce(next, opened(TABLE, [A, B])), { kind: "rows", rows });
}

function type(line: number, column: string, text: string): Act {
  return { kind: "type", line, column, text };
}

function view({ lines }: State) {
  return lines.map(({ texts, theirs, gone }) => {
    const word = gone ? "gone" : texts.kg;
    return theirs === undefined
      ? `${texts.day} ${word}`
      : `${texts.day} ${word} | ${theirs?.kg ?? "removed"}`;
  });
}

describe("rows that come anew", () => {
  it("are followed where nobody typed: changed, removed and added", () => {
    expect(
      view(
        meanwhile([
          { day: "a", kg: 5 },
          { day: "c", kg: 3 },
        ]),
      ),
    ).toEqual(["a 5", "c 3"]);
  });

  it("leave what was typed where theirs stands as it was", () => {
    const state = meanwhile([A, { day: "b", kg: 9 }], type(0, "kg", "7"));
    expect(view(state)).toEqual(["a 7", "b 9"]);
  });

  it("are a conflict where both changed a row differently, and none where they agree", () => {
    expect(view(meanwhile([{ day: "a", kg: 5 }, B], type(0, "kg", "7")))).toEqual(["a 7 | 5", "b 2"]);
    const agreed = meanwhile([{ day: "a", kg: 7 }, B], type(0, "kg", "7"));
    expect(view(agreed)).toEqual(["a 7", "b 2"]);
    expect(changesOf(TABLE, agreed.lines).upserts).toEqual([]);
  });

  it("are a conflict where one removed what the other changed", () => {
    expect(view(meanwhile([B], type(0, "kg", "7")))).toEqual(["a 7 | removed", "b 2"]);
    expect(view(meanwhile([{ day: "a", kg: 5 }, B], { kind: "remove", line: 0 }))).toEqual([
      "a gone | 5",
      "b 2",
    ]);
    expect(view(meanwhile([B], { kind: "remove", line: 0 }))).toEqual(["b 2"]);
  });

  it("are a conflict where both made a row of the same key", () => {
    const mine: Act[] = [{ kind: "add" }, type(2, "day", "c"), type(2, "kg", "3")];
    expect(view(meanwhile([A, B, { day: "c", kg: 4 }], ...mine))).toEqual(["a 1", "b 2", "c 3 | 4"]);
    expect(view(meanwhile([A, B, { day: "c", kg: 3 }], ...mine))).toEqual(["a 1", "b 2", "c 3"]);
  });

  it("fill the only row of a table without keys", () => {
    const state = next(opened({ columns: COLUMNS }, []), { kind: "rows", rows: [A] });
    expect(view(state)).toEqual(["a 1"]);
  });

  it("change nothing when the very same list comes again", () => {
    const state = next(opened(TABLE, [A, B]), type(0, "kg", "7"));
    expect(next(state, { kind: "rows", rows: state.rows })).toBe(state);
  });
});

describe("a conflict", () => {
  const torn = meanwhile([{ day: "a", kg: 5 }, B], type(0, "kg", "7"));
  const removed = meanwhile([B], type(0, "kg", "7"));
  const keep = (state: State, which: "mine" | "theirs") => next(state, { kind: "keep", line: 0, which });

  it("that keeps mine sends mine over what stands now", () => {
    const state = keep(torn, "mine");
    expect(view(state)).toEqual(["a 7", "b 2"]);
    expect(changesOf(TABLE, state.lines).upserts).toEqual([{ day: "a", kg: 7 }]);
    expect(changesOf(TABLE, keep(removed, "mine").lines).upserts).toEqual([{ day: "a", kg: 7 }]);
  });

  it("that takes theirs sends nothing of the row", () => {
    expect(view(keep(torn, "theirs"))).toEqual(["a 5", "b 2"]);
    expect(changesOf(TABLE, keep(torn, "theirs").lines).upserts).toEqual([]);
    expect(view(keep(removed, "theirs"))).toEqual(["b 2"]);
  });

  it("over a row that I removed can still remove it", () => {
    const state = meanwhile([{ day: "a", kg: 5 }, B], { kind: "remove", line: 0 });
    expect(changesOf(TABLE, keep(state, "mine").lines).deletes).toEqual(["a"]);
    expect(view(keep(state, "theirs"))).toEqual(["a 5", "b 2"]);
  });
});
