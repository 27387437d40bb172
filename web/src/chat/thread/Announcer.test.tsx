import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { EMPTY, type Transcript } from "../transcript/entries";
import { fold } from "../transcript/fold";
import { asks, called, finished, numbered, said, started } from "../transcript/talk";
import { Announcer } from "./Announcer";

const show = (transcript: Transcript) => (
  <MantineProvider>
    <Announcer transcript={transcript} isLoaded />
  </MantineProvider>
);
const heard = () => screen.getByRole("status").textContent;

test("an answer is told once it is finished, and not in pieces", () => {
  const { rerender } = render(show(EMPTY));
  const events = [started(), ...said("Hi", " there"), finished()];
  rerender(show(fold(EMPTY, numbered(events.slice(0, 4)))));
  expect(heard()).toBe("");
  rerender(show(fold(EMPTY, numbered(events))));
  expect(heard()).toBe("The agent: Hi there");
});

test("what was there before one came is not told", () => {
  render(show(fold(EMPTY, numbered([started(), ...said("Hi"), finished()]))));
  expect(heard()).toBe("");
});

test("a question to a person is told", () => {
  const { rerender } = render(show(EMPTY));
  rerender(show(fold(EMPTY, numbered([started(), ...called(), finished(asks())]))));
  expect(heard()).toBe("Waits for a decision: Coach wants to write");
});

test("a failure is told", () => {
  const { rerender } = render(show(EMPTY));
  rerender(show(fold(EMPTY, numbered([started(), { type: "RUN_ERROR", message: "It broke." }]))));
  expect(heard()).toBe("It broke.");
});
