import { expect, it } from "vitest";
import { anInstance } from "../testing";
import { matches } from "./AgentSelector";

it("the selector finds an agent by nickname, id, kind or how its subscription stands", () => {
  const tara = anInstance();
  for (const typed of ["tar", "AGT_1", "sub_1", "share trading", "on trial", "Tara · on trial", ""]) {
    expect(matches(tara, typed)).toBe(true);
  }
  expect(matches(tara, "maya")).toBe(false);
  expect(matches(undefined, "")).toBe(false);
});
