/** Kill switches as one document: what an operator's wish makes of it, and what counts as lifting one. Pure. */
import type { Schemas } from "../../api/client";

export type Switches = Schemas["Switches"];
export type StoredSwitches = Schemas["StoredSwitches"];

/** What one switch stops: the whole tenant, one agent or one tool, by its id or catalogue name. */
export type Target = { kind: "tenant" } | { kind: "agent"; id: string } | { kind: "tool"; id: string };

/** Why it is stopped; undefined where it is not. */
export function reasonOf(on: Switches, target: Target): string | undefined {
  if (target.kind === "tenant") return on.tenant ? on.reason : undefined;
  return (target.kind === "agent" ? on.agents : on.tools)[target.id];
}

/** The same with one more stopped; whatever else is stopped stays so. */
export function stopping(on: Switches, target: Target, reason: string): Switches {
  const all = documentOf(on);
  if (target.kind === "tenant") return { ...all, tenant: true, reason };
  const more = { [target.id]: reason };
  return target.kind === "agent"
    ? { ...all, agents: { ...all.agents, ...more } }
    : { ...all, tools: { ...all.tools, ...more } };
}

/** The same with one switch less. */
export function lifting(on: Switches, target: Target): Switches {
  const all = documentOf(on);
  if (target.kind === "tenant") return { ...all, tenant: false, reason: "" };
  return target.kind === "agent"
    ? { ...all, agents: without(all.agents, target.id) }
    : { ...all, tools: without(all.tools, target.id) };
}

/** What `after` no longer stops. The server takes it only from whoever has seen the current revision. */
export function lifted(before: Switches, after: Switches): Target[] {
  const gone = (from: Record<string, string>, to: Record<string, string>) =>
    Object.keys(from).filter((id) => !Object.hasOwn(to, id));
  return [
    ...(before.tenant && !after.tenant ? [{ kind: "tenant" } as const] : []),
    ...gone(before.agents, after.agents).map((id) => ({ kind: "agent", id }) as const),
    ...gone(before.tools, after.tools).map((id) => ({ kind: "tool", id }) as const),
  ];
}

/** What somebody did between two looks, a sentence each. */
export function differences(before: Switches, after: Switches): string[] {
  const now = (target: Target) => `${nameOf(target)} is stopped now: “${reasonOf(after, target)}”`;
  return [
    ...lifted(after, before).map(now),
    ...lifted(before, after).map((target) => `${nameOf(target)} is no longer stopped`),
  ];
}

/** At the beginning of a sentence. */
export function nameOf(target: Target): string {
  if (target.kind === "tenant") return "Everything";
  return target.kind === "agent" ? `Agent ${target.id}` : `Tool ${target.id}`;
}

/** Within a sentence. */
export function spokenName(target: Target): string {
  return target.kind === "tenant" ? "everything" : `${target.kind} ${target.id}`;
}

function documentOf({ tenant, reason, agents, tools }: Switches): Switches {
  return { tenant, reason, agents, tools };
}

function without(all: Record<string, string>, id: string): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== id));
}
