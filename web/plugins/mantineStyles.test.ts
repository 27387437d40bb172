/** That no component is left without its styles, and none is there for nothing. */
import { expect, test } from "vitest";
import { stylesOf } from "./mantineStyles";

test("a component brings its styles and those of what it is made of", () => {
  const css = stylesOf(new Set(["NavLink"]));
  expect(css).toContain(".m_f0824112"); // NavLink
  expect(css).toContain(".m_87cf2631"); // UnstyledButton, which it is made of
  expect(css.indexOf(".m_87cf2631")).toBeLessThan(css.indexOf(".m_f0824112"));
});

test("a component that nobody uses brings nothing", () => {
  const css = stylesOf(new Set(["Text"]));
  expect(css).not.toContain(".m_87cf2631");
  expect(css).toContain("--mantine-color-body");
  expect(css).toContain("color-scheme");
});
