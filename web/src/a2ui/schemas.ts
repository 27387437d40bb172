/** Every component that a surface may hold, as `greenlight/a2ui_catalog.json` has it; a test holds the two together. */
import { z } from "zod";
import { componentId } from "./packages";

const binding = z.object({ path: z.string().regex(/^(\/[^/]*)*$/) }).strict();
/** A list in the data model: what the binder makes of it, which is not what may be sent. */
const list = z.array(z.unknown()).refine(() => false, "a place in the data model, and no rows");
const bound = z.union([binding, list]);
const text = z.union([z.string(), binding]);
const flag = z.union([z.boolean(), binding]);
const words = z.string().min(1);
const actionName = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/);
const action = z
  .object({ event: z.object({ name: actionName, context: z.record(binding) }).strict() })
  .strict()
  .describe("REF:common_types.json#/$defs/Action"); // by which the binder knows one

export const COLUMN_TYPES = [
  "string",
  "number",
  "integer",
  "boolean",
  "date",
  "datetime",
  "time",
  "choice",
] as const;

const column = z
  .object({
    key: words,
    label: words,
    type: z.enum(COLUMN_TYPES),
    required: z.boolean(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().positive().optional(),
    maxLength: z.number().int().min(1).optional(),
    options: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(1)
      .optional(),
    help: z.string().optional(),
  })
  .strict();

export type Column = z.infer<typeof column>;

export const batchEditor = z
  .object({
    title: text,
    rowKey: words.optional(),
    rows: bound,
    more: flag.optional(),
    upserts: bound,
    deletes: bound,
    columns: z.array(column).min(1).max(40),
    canAdd: z.boolean(),
    canDelete: z.boolean(),
    submitLabel: words,
    action,
  })
  .strict();

export const plainText = z.object({ text, variant: z.enum(["title", "body", "small"]).optional() }).strict();

export const notice = z.object({ tone: z.enum(["info", "success", "warning", "error"]), text }).strict();

export const keyValue = z
  .object({ pairs: z.array(z.object({ label: z.string(), value: text }).strict()).max(40) })
  .strict();

export const button = z.object({ label: words, action }).strict();

export const stack = z.object({ children: z.array(componentId) }).strict();

/** What stands in the place of a component that cannot be shown; no server sends it. */
export const unsupported = z.object({ what: z.string() }).strict();
