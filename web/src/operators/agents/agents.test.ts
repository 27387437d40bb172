/** Which agents are shown, and where they stand with their trial. */
import { expect, it } from "vitest";
import type { AgentLine } from "./agents";
import { fits, isFiltering } from "./filter";
import { trialOf } from "./trial";

const MAYA: AgentLine = {
  agent_id: "agt_1",
  owner_id: "usr_customer",
  name: "Maya",
  agent_type_id: "some.type.v1",
  version: 1,
  status: "active",
  paused_reason: "",
  mode: "live",
  configured: true,
  trial: {},
  subscription_id: "sub_1",
  config: {},
  goals: [],
  revision: 1,
};

it("an agent is shown where every filter fits", () => {
  expect(fits(MAYA, {})).toBe(true);
  expect(fits(MAYA, { type: "some.type.v1", status: "active", configured: "yes", words: "MAY" })).toBe(true);
  expect(fits(MAYA, { words: "usr_customer" })).toBe(true);
  for (const other of [{ type: "other.v1" }, { status: "paused" }, { configured: "no" }, { words: "Tara" }])
    expect(fits(MAYA, other)).toBe(false);
  expect(isFiltering({ words: "" })).toBe(false);
});

it("a trial is over once its end has come, whatever was stored", () => {
  const said = { status: "active", ends_at: "2026-12-15T00:00:00Z", caps: { actions: 100 } };
  expect(trialOf(said, Date.parse("2026-12-14T00:00:00Z"))).toMatchObject({
    status: "active",
    caps: [["actions", 100]],
  });
  expect(trialOf(said, Date.parse("2026-12-15T00:00:00Z")).status).toBe("expired");
  expect(trialOf({ status: "converted" }, 0).status).toBe("converted");
  expect(trialOf({}, 0)).toEqual({ status: "none", endsAt: "", caps: [] });
});
