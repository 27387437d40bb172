/** For a dialog's first field: the focus before the next key, and not a moment later, when its first letters are lost. */
export const FOCUS_AT_ONCE = {
  ref: (field: HTMLElement | null): void => field?.focus(),
  "data-autofocus": true,
} as const;
