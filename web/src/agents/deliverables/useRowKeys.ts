/** The keys of a list of drafts: j and k go from one to the next, x chooses it; Enter opens, as for any link. */
import { useKeys } from "../../ui/shortcuts";

const ROWS = "a[data-draft]";

export function useRowKeys(): void {
  useKeys({ j: () => go(1), k: () => go(-1), x: choose });
}

function go(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>(ROWS)];
  const here = document.activeElement;
  const at = here instanceof HTMLElement ? rows.indexOf(here) : -1;
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[next]?.focus();
}

function choose(): void {
  const row = document.activeElement?.closest("li");
  row?.querySelector<HTMLElement>('input[type="checkbox"]')?.click();
}
