/** What counts as stopping more, and what as lifting. */
import { describe, expect, it } from "vitest";
import { stoppedWords } from "./stoppedWords";
import { differences, lifted, lifting, reasonOf, type Switches, stopping } from "./switches";

const NOTHING: Switches = { tenant: false, reason: "", agents: {}, tools: {} };
const SOME: Switches = {
  tenant: true,
  reason: "Fire",
  agents: { agt_1: "Loops" },
  tools: { "web.http_call": "Leaks" },
};

describe("stopping", () => {
  it("keeps whatever else is stopped, so that it lifts nothing", () => {
    for (const target of [
      { kind: "tenant" },
      { kind: "agent", id: "agt_2" },
      { kind: "tool", id: "x.post" },
    ] as const) {
      const after = stopping(SOME, target, "Now");
      expect(lifted(SOME, after)).toEqual([]);
      expect(reasonOf(after, target)).toBe("Now");
    }
  });

  it("another reason for what is stopped already lifts nothing", () => {
    expect(lifted(SOME, stopping(SOME, { kind: "agent", id: "agt_1" }, "Still loops"))).toEqual([]);
  });

  it("sends no revision inside the document", () => {
    const stored = { ...SOME, revision: 7 };
    expect(stopping(stored, { kind: "tenant" }, "Now")).not.toHaveProperty("revision");
    expect(lifting(stored, { kind: "tenant" })).not.toHaveProperty("revision");
  });
});

describe("lifting", () => {
  it.each([
    [{ kind: "tenant" }],
    [{ kind: "agent", id: "agt_1" }],
    [{ kind: "tool", id: "web.http_call" }],
  ] as const)("takes away %o alone", (target) => {
    const after = lifting(SOME, target);
    expect(lifted(SOME, after)).toEqual([target]);
    expect(reasonOf(after, target)).toBeUndefined();
  });

  it("a document that somebody else made longer counts as lifting when it is sent as it was", () => {
    const theirs = stopping(NOTHING, { kind: "agent", id: "agt_9" }, "Theirs");
    const mine = stopping(NOTHING, { kind: "tenant" }, "Mine");
    expect(lifted(theirs, mine)).toEqual([{ kind: "agent", id: "agt_9" }]);
  });

  it("a name that objects have by themselves is no switch", () => {
    expect(lifted({ ...NOTHING, tools: { toString: "Odd" } }, NOTHING)).toEqual([
      { kind: "tool", id: "toString" },
    ]);
  });
});

it("what changed between two looks is said for each switch", () => {
  const after = lifting(stopping(SOME, { kind: "agent", id: "agt_2" }, "Odd"), { kind: "tenant" });
  expect(differences(SOME, after)).toEqual([
    "Agent agt_2 is stopped now: “Odd”",
    "Everything is no longer stopped",
  ]);
});

it("what is stopped is said in one sentence", () => {
  const agents = { agt_1: "a", agt_2: "b" };
  expect(stoppedWords(NOTHING).headline).toBe("Nothing is stopped.");
  expect(stoppedWords(SOME).headline).toBe("Everything is stopped.");
  expect(stoppedWords({ ...NOTHING, agents }).headline).toBe("2 agents are stopped.");
  expect(stoppedWords({ ...NOTHING, tools: { a: "b" } }).headline).toBe("1 tool is stopped.");
  expect(stoppedWords({ ...NOTHING, agents, tools: { a: "b" } }).headline).toBe(
    "2 agents and 1 tool are stopped.",
  );
});
