import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import Markdown from "./Markdown";

const show = (text: string, isStreaming = false) =>
  render(<Markdown text={text} isStreaming={isStreaming} />).container;

test("what is common in answers is shown as what it is", () => {
  show(
    "# Weights\n\n**82.5 kg** today\n\n- one\n- two\n\n| Day | kg |\n|---|---|\n| Mon | 82 |\n\n```\ncode\n```",
  );
  expect(screen.getByRole("heading", { name: "Weights", level: 3 })).toBeTruthy();
  expect(screen.getByText("82.5 kg").tagName).toBe("STRONG");
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.getByRole("cell", { name: "Mon" })).toBeTruthy();
  expect(screen.getByText("code").closest("pre")).toBeTruthy();
});

test.each(["https://example.com/a?b=c", "http://example.com", "mailto:anna@example.com"])(
  "a link to %s opens elsewhere and tells nobody where from",
  (address) => {
    show(`[there](${address})`);
    const link = screen.getByRole("link", { name: "there" });
    expect(link.getAttribute("href")).toBe(address);
    expect(link.getAttribute("rel")).toBe("noopener noreferrer");
    expect(link.getAttribute("target")).toBe("_blank");
  },
);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "file:///etc/passwd",
  "//example.com",
  "/api/v1/threads",
  "#main",
])("a link to %j is only its words", (address) => {
  const shown = show(`[press me](<${address}>)`);
  expect(screen.queryByRole("link")).toBeNull();
  expect(shown.textContent).toContain("press me");
});

test("a link by reference is no way around", () => {
  show("[press me][1]\n\n[1]: javascript:alert(1)");
  expect(screen.queryByRole("link")).toBeNull();
});

test.each(["<javascript:alert(1)>", "<data:text/html,x>"])("nor is %s", (text) => {
  show(text);
  expect(screen.queryByRole("link")).toBeNull();
});

test.each([
  "<script>alert(1)</script>",
  '<img src=x onerror="alert(1)">',
  '<a href="javascript:alert(1)">press me</a>',
  '<iframe src="https://example.com"></iframe>',
  '<div style="position:fixed" onclick="alert(1)">x</div>',
  "<svg/onload=alert(1)>",
  '<form action="https://example.com"><input name="password"></form>',
  "<style>body{display:none}</style>",
])("HTML is text: %s", (html) => {
  const shown = show(`before\n\n${html}\n\nand ${html} inside`);
  expect(
    shown.querySelector(
      "script, img, a:not([rel][href^=http]), iframe, svg, form, style, [onclick], [style]",
    ),
  ).toBeNull();
  expect(shown.textContent).toContain("before");
});

test("no picture is fetched; it is a link", () => {
  const shown = show("![a chart](https://tracker.example/p.png)");
  expect(shown.querySelector("img")).toBeNull();
  expect(screen.getByRole("link", { name: "a chart" }).getAttribute("href")).toBe(
    "https://tracker.example/p.png",
  );
});

test("half a piece of Markdown is no fault while it streams", () => {
  expect(() => show("a [link](https://exam", true)).not.toThrow();
  expect(() => show("```js\nlet a", true)).not.toThrow();
});
