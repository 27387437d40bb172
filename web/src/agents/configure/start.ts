/** What the form of a configuration begins with. Pure. */
import { isRecord } from "../../forms/pointers";
import type { Agent } from "../queries";

/** What is stored; in a form that nobody has filled in yet, the customer's own zone where a zone is asked for. */
export function startOf(agent: Agent, yourZone: string): Record<string, unknown> {
  if (Object.keys(agent.config_draft).length > 0) return agent.config_draft;
  const fields = isRecord(agent.config_schema.properties) ? agent.config_schema.properties : {};
  const zones = Object.entries(fields).filter(([, field]) => isRecord(field) && field.format === "time-zone");
  return Object.fromEntries(zones.map(([name]) => [name, yourZone]));
}
