/** Values as people read them. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Fields } from "./Fields";
import { named, placeNamed } from "./names";

const shown = (of: Record<string, unknown>, schema?: unknown) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { enabled: false } } })}>
        <Fields of={of} schema={schema} />
      </QueryClientProvider>
    </MantineProvider>,
  );

test.each([
  ["limit_price", "Limit price"],
  ["image_url", "Image URL"],
  ["notional_inr", "Notional in INR"],
  ["observed_at", "Observed"],
  ["check.exchange", "Check exchange"],
])("%s is %s", (name, words) => {
  expect(named(name)).toBe(words);
});

test("a place is named by its steps", () => {
  expect(placeNamed("/content/checks")).toBe("Content, Checks");
  expect(placeNamed("")).toBe("All of it");
});

test("a field has the title and the description of its schema", () => {
  shown({ size: 2 }, { properties: { size: { title: "Contracts", description: "Whole contracts." } } });
  expect(screen.getByText("Contracts")).toBeTruthy();
  expect(screen.getByText("2")).toBeTruthy();
  expect(screen.getByText("Whole contracts.")).toBeTruthy();
});

test("yes and no, nothing, several and a moment are words", () => {
  shown({ post_only: false, link: null, coins: ["BTC", "ETH"], at: "2026-12-01T10:00:00Z" });
  for (const words of ["No", "None", "BTC, ETH"]) expect(screen.getByText(words)).toBeTruthy();
  expect(document.querySelector("time")?.getAttribute("datetime")).toBe("2026-12-01T10:00:00Z");
});

test("an address outside opens in a tab of its own and learns nothing of this page", () => {
  shown({ image_url: "https://images.example.com/a.jpg" });
  const link = screen.getByRole("link");
  expect([link.getAttribute("rel"), link.getAttribute("target")]).toEqual(["noopener noreferrer", "_blank"]);
});

test("an address that is not https is text", () => {
  shown({ link: "javascript:alert(1)" });
  expect(screen.queryByRole("link")).toBeNull();
});

test("a list of things is a table, without columns that are empty throughout", () => {
  shown({ attempts: [{ tool: "a.b", outcome: "denied", rule: "trial", detail: "" }] });
  expect(screen.getAllByRole("columnheader").map((one) => one.textContent)).toEqual([
    "Tool",
    "Outcome",
    "Rule",
  ]);
});
