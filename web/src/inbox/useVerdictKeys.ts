/** The keys of one approval's page. A bare letter opens what must be confirmed, and never confirms it. */
import { useKeys } from "../ui/shortcuts";
import type { Verdict } from "./approval";
import type { Verdicts } from "./useVerdicts";

const YES: readonly Verdict[] = ["approve", "edit", "acknowledge"];

export function useVerdictKeys({ offered, asked, ask }: Verdicts, form: () => HTMLElement | null): void {
  const yes = offered.find((verdict) => YES.includes(verdict));
  const may = (verdict?: Verdict) =>
    verdict && !asked && offered.includes(verdict) ? () => approach(verdict) : undefined;
  const approach = (verdict: Verdict) => {
    const wrong = form()?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (verdict === "edit" && wrong) wrong.focus();
    else ask(verdict);
  };
  const first = () => form()?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  useKeys({
    a: may(yes),
    "mod+Enter": may(yes),
    d: may("deny"),
    r: may("respond"),
    e: asked ? undefined : first,
    Escape: asked ? undefined : leaveField,
  });
}

/** Out of the field, to the approval's own heading; elsewhere the key does nothing. */
function leaveField(): void {
  const field = document.activeElement;
  if (!(field instanceof HTMLElement) || !/^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName)) return;
  field.blur();
  document.getElementById("approval-title")?.focus();
}
