/** An agent's trial, by this clock; the server goes by its own. */

export interface Trial {
  status: "none" | "active" | "expired" | "converted";
  endsAt: string;
  caps: [name: string, most: number][];
}

export function trialOf(said: Record<string, unknown>, now: number): Trial {
  const endsAt = typeof said.ends_at === "string" ? said.ends_at : "";
  const caps = said.caps && typeof said.caps === "object" ? Object.entries(said.caps) : [];
  return { status: statusOf(said.status, endsAt, now), endsAt, caps };
}

function statusOf(status: unknown, endsAt: string, now: number): Trial["status"] {
  if (status === "converted") return status;
  if (status !== "active") return "none";
  return endsAt && Date.parse(endsAt) <= now ? "expired" : "active";
}
