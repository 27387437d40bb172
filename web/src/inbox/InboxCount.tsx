/** How many approvals wait for me. */
export function InboxCount() {
  return null;
}
