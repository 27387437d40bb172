/** Whether what one sees is live. */
export function LineState() {
  return null;
}
