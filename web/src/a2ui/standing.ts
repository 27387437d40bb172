/** The rows as they stand now, read anew after a refusal: every domain has its form at `/api/v1/{domain}/form`. */
import { problemOf } from "../api/problem";
import { session } from "../session/session";
import type { ActionMessage, Row } from "./types";

export interface Standing {
  revision: number | null;
  rows: Row[];
}

/** Undefined where nothing has changed since the sender looked. Raises Problem. */
export async function standingAfter({ action }: ActionMessage): Promise<Standing | undefined> {
  const domain = action.name.split(".")[0] ?? "";
  const response = await fetch(`/api/v1/${encodeURIComponent(domain)}/form`, {
    headers: { Authorization: `Bearer ${session.token()}` },
  });
  if (!response.ok) throw await problemOf(response);
  const standing = standingIn(await response.json());
  return standing.revision === action.context.revision ? undefined : standing;
}

function standingIn(form: unknown): Standing {
  for (const message of list(field(form, "messages"))) {
    const value = field(field(message, "updateDataModel"), "value");
    const revision = field(value, "revision");
    if (value !== undefined)
      return {
        revision: typeof revision === "number" ? revision : null,
        rows: list(field(value, "rows")).filter(isRow),
      };
  }
  throw new Error("A form without data");
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: unknown, name: string): unknown {
  return isRow(value) ? value[name] : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
