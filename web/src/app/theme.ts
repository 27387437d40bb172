/** One look: compact, system fonts, shades that keep WCAG AA's contrast in light and dark. */
import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** The last two carry white words (buttons, dark and light); the last is dark enough for words on the second. */
const go: MantineColorsTuple = [
  "#e9fbf3",
  "#d3f3e4",
  "#a5e6c8",
  "#74d9ab",
  "#4dce93",
  "#34c783",
  "#25c37a",
  "#15ac68",
  "#067a4a",
  "#0a5c42",
];

export const theme = createTheme({
  colors: { go },
  primaryColor: "go",
  primaryShade: { light: 9, dark: 8 },
  autoContrast: true,
  respectReducedMotion: true,
  luminanceThreshold: 0.179, // where black and white words are equally easy to read
  cursorType: "pointer",
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  components: {
    ModalHeader: { defaultProps: { component: "div" } }, // a page has one banner, and it is not a dialog's
    DrawerHeader: { defaultProps: { component: "div" } },
    Notification: {
      defaultProps: { closeButtonProps: { "aria-label": "Close" } },
      styles: { description: { color: "var(--mantine-color-dimmed)" } }, // its own grey is too pale
    },
  },
  headings: {
    sizes: { h1: { fontSize: "1.375rem" }, h2: { fontSize: "1.125rem" }, h3: { fontSize: "1rem" } },
  },
});
