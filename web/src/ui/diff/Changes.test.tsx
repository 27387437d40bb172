/** What changed, as people see it. */
import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Changes } from "./Changes";

const shown = (changes: Parameters<typeof Changes>[0]["changes"]) =>
  render(
    <MantineProvider>
      <Changes changes={changes} named={(path) => path.slice(1)} />
    </MantineProvider>,
  ).container;

test("what went is a del and what came an ins, between what stayed", () => {
  const page = shown([
    {
      op: "replace",
      path: "/text",
      before: "open at nine",
      after: "open at ten",
      words: [
        { op: "equal", text: "open at " },
        { op: "delete", text: "nine" },
        { op: "insert", text: "ten" },
      ],
    },
  ]);
  expect(page.querySelector("del")?.textContent).toBe("nine");
  expect(page.querySelector("ins")?.textContent).toBe("ten");
  expect(screen.getByText(/text changed/)).toBeTruthy();
});

test("what is no text is shown whole, out and in", () => {
  const page = shown([
    { op: "replace", path: "/size", before: 2, after: 3, words: null },
    { op: "add", path: "/link", after: "https://example.com" },
    { op: "remove", path: "/tags", before: ["a"] },
  ]);
  expect([...page.querySelectorAll("del")].map((one) => one.textContent)).toEqual(["2", '[\n "a"\n]']);
  expect([...page.querySelectorAll("ins")].map((one) => one.textContent)).toEqual([
    "3",
    "https://example.com",
  ]);
});

test("no change is said in words", () => {
  shown([]);
  expect(screen.getByText("Nothing changed.")).toBeTruthy();
});
