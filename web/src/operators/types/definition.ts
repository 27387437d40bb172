/** A definition as an author works on it: one document, and the parts of it that have an editor of their own. */
import type { Schemas } from "../../api/client";
import { isRecord, pathOf, pointerOf } from "../../forms/pointers";

export type Doc = Readonly<Record<string, unknown>>;

const CONTENT = [
  "title",
  "description",
  "persona",
  "tools",
  "planner",
  "config_schema",
  "sample_config",
  "goal_templates",
  "enforcement_defaults",
] as const;

/** What an author writes, of a draft or of a published version. */
export function contentOf(type: object): Doc {
  const said = new Map(Object.entries(type));
  return Object.fromEntries(CONTENT.flatMap((name) => (said.has(name) ? [[name, said.get(name)]] : [])));
}

/** All parts are there; what is in them is the server's to judge. */
export function isDefinition(doc: Doc): doc is Schemas["Definition"] & Doc {
  return CONTENT.every((name) => doc[name] !== undefined);
}

export function goalsOf(doc: Doc): Record<string, unknown>[] {
  return Array.isArray(doc.goal_templates) ? doc.goal_templates.filter(isRecord) : [];
}

export type Part = "about" | "config" | "goals" | "rules";

export const PARTS: readonly { part: Part; title: string }[] = [
  { part: "about", title: "About" },
  { part: "config", title: "Configuration" },
  { part: "goals", title: "Goals" },
  { part: "rules", title: "Rules" },
];

/** Where in the editor a problem is mended; `goal` is the number of its template. */
export interface Place {
  part: Part;
  goal?: number;
}

export function placeOf(pointer: string): Place {
  const [first, second] = pathOf(pointer);
  if (first === "config_schema" || first === "sample_config") return { part: "config" };
  if (first === "enforcement_defaults") return { part: "rules" };
  if (first !== "goal_templates") return { part: "about" };
  return second === undefined ? { part: "goals" } : { part: "goals", goal: Number(second) };
}

/** Whether a pointer leads to a part or into it. */
export function isUnder(pointer: string, part: string): boolean {
  return pointer === part || pointer.startsWith(`${part}/`);
}

/** The same place as the part itself knows it. */
export function within(pointer: string, part: string): string {
  return pointerOf(pathOf(pointer).slice(pathOf(part).length));
}

/** A template that says nothing yet but what it must; the guardrails tell the rest. */
export function newGoal(taken: readonly unknown[]): Record<string, unknown> {
  let number = taken.length + 1;
  while (taken.includes(`goal_${number}`)) number += 1;
  return {
    goal_template_id: `goal_${number}`,
    title: `Goal ${number}`,
    description: "",
    frequencies: ["on_demand"],
    default_frequency: "on_demand",
    settings_schema: { type: "object", additionalProperties: false, required: [], properties: {} },
    sample_settings: {},
    skill_binding: "",
    deliverables: "report",
  };
}
