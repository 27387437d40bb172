/** Where the focus goes once another approval comes to be shown: to its title, if a key or a decision led there. */
export const TITLE_ID = "approval-title";
let wanted = false;

export function wantTitle(): void {
  wanted = true;
}

/** For the approval that has just come to be shown. */
export function takeTitle(): void {
  if (!wanted) return;
  wanted = false;
  focusTitle();
}

export function focusTitle(): void {
  document.getElementById(TITLE_ID)?.focus();
}

/** A row of the list that can be seen; false where only the approval itself is. */
export function focusRow(approvalId: string): boolean {
  const row = document.getElementById(rowId(approvalId));
  if (!row || row.getClientRects().length === 0) return false;
  row.focus();
  return true;
}

export function rowId(approvalId: string): string {
  return `row-${approvalId}`;
}

/** The ids of the rows on the page, from the top. */
export function rowsShown(): string[] {
  return [...document.querySelectorAll(`[id^="${rowId("")}"]`)].map((row) => row.id.slice(rowId("").length));
}
