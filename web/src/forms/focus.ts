/** Moves to a field: its control, or the first one inside. */
const CONTROLS = "input:not([type=hidden]),select,textarea,button";

export function focusField(id: string): void {
  const found = document.getElementById(id);
  const control = found?.matches(CONTROLS) ? found : found?.querySelector<HTMLElement>(CONTROLS);
  control?.focus();
  (control ?? found)?.scrollIntoView({ block: "nearest" });
}
