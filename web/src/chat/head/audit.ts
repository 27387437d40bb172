/** The gates of audit mode as a thread names them, and as they are switched. Pure. */

export const GATES = ["context", "tools", "final"] as const;
export type Gate = (typeof GATES)[number];

export interface Audit {
  on: boolean;
  gates: readonly Gate[];
  /** Whether even tools that only look ask; it goes with the gate `tools`. */
  reads: boolean;
}

export function auditOf(named: readonly string[]): Audit {
  const gates = GATES.filter((gate) => named.includes(gate));
  return { on: gates.length > 0, gates, reads: named.includes("reads") };
}

/** The last gate that goes takes audit mode with it. */
export function withGate({ gates, reads }: Audit, gate: Gate, isOn: boolean): Audit {
  const next = GATES.filter((each) => (each === gate ? isOn : gates.includes(each)));
  return { on: next.length > 0, gates: next, reads: reads && next.includes("tools") };
}
