/** A period of days in UTC, both included; an empty text is an open end. Pure. */

export interface Period {
  from?: string;
  to?: string;
}

export function periodWords({ from, to }: Period): string {
  if (from && to) return from === to ? `on ${from}` : `from ${from} to ${to}`;
  if (from) return `from ${from} on`;
  return to ? `until ${to}` : "from the beginning until now";
}

/** As the API takes it: an open end is null. */
export function daysOf({ from, to }: Period): { from: string | null; to: string | null } {
  return { from: from || null, to: to || null };
}

export function isInOrder({ from, to }: Period): boolean {
  return !from || !to || from <= to;
}
