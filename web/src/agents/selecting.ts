/** How a searchable list opens: within its place on the page, and scrolled by the keys that move in it. */
export const inPlace = {
  comboboxProps: { withinPortal: false, shadow: "md" },
  withScrollArea: false,
  styles: { options: { maxHeight: 280, overflowY: "auto" } },
} as const;
