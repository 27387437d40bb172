/** How long to wait before the next try: longer with each failure, and never all clients at the same moment. */

const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/** Milliseconds after so many failures in a row; `random` is from 0 to 1. */
export function pauseAfter(failures: number, random: number = Math.random()): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
}
