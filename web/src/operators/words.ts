/** What the API names in one word, as people read it: any status, rule or step, also one that is new. */

/** `pending_review` and `agent.paused` are "Pending review" and "Agent paused". */
export function plain(name: string): string {
  const said = name.replace(/[._]+/g, " ").trim();
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** An option of a filter for each of these names. */
export function options(names: readonly string[]): { value: string; label: string }[] {
  return names.map((value) => ({ value, label: plain(value) }));
}

export type Tone = "go" | "orange" | "red" | "gray";

const TONES: Readonly<Record<Exclude<Tone, "gray">, readonly string[]>> = {
  go: ["active", "approved", "edited", "acknowledged", "executed", "confirmed", "succeeded"],
  orange: ["paused", "pending", "pending_review", "revising", "scheduled", "unknown", "partial"],
  red: ["disabled", "denied", "rejected", "failed", "needs_person", "expired", "revoked", "cancelled"],
};

/** The colour that goes with a status; the word beside it says the same. */
export function toneOf(status: string): Tone {
  for (const tone of ["go", "orange", "red"] as const) if (TONES[tone].includes(status)) return tone;
  return "gray";
}
