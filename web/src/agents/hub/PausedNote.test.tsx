import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { serve } from "../../../tests/operators/served";
import { anAgent, anInstance, showPanel } from "../testing";
import { PausedNote } from "./PausedNote";

const show = (paused_by: string, paused_reason: string) => {
  const agent = anAgent({ status: "paused", paused_by, paused_reason, finalized_at: "2026-11-20T12:05:00Z" });
  serve({ "GET /api/v1/hired-agents/agt_1": () => ({ body: agent }) });
  showPanel(<PausedNote />, anInstance({ status: "paused" }));
};

it("an operator's pause says why, and who alone can end it", async () => {
  show("operator", "Odd posts");
  expect(await screen.findByText("Paused by an operator")).toBeTruthy();
  expect(screen.getByText(/“Odd posts”.*Only an operator can let it go on/)).toBeTruthy();
});

it("one's own pause says its reason", async () => {
  show("usr_1", "On holiday");
  expect(await screen.findByText("You paused it")).toBeTruthy();
  expect(screen.getByText(/“On holiday”/)).toBeTruthy();
});
