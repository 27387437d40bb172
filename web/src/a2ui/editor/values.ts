/** A cell between its value and its text: what is shown of a value, what a typed text means, and what is wrong with it. */
import type { Column } from "../schemas";

export type Reading = { value: unknown } | { problem: string };
const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/;
const LOCAL_MINUTE = 16; // characters of 2026-11-20T07:30

/** The text of a value in its input; nothing for null. 0 is a value. */
export function shown(column: Column, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (column.type === "datetime") return localMinute(String(value));
  if (column.type === "time") return String(value).replace(/^(\d\d:\d\d):00(\.0+)?$/, "$1");
  return String(value);
}

/** The same for reading: a date as the person writes dates. */
export function told(column: Column, value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  if (column.type === "boolean") return value ? "Yes" : "No";
  const at = new Date(String(value));
  if (!column.type.startsWith("date") || Number.isNaN(at.getTime())) return shown(column, value);
  return column.type === "date"
    ? at.toLocaleDateString(undefined, { dateStyle: "medium", timeZone: "UTC" })
    : at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** The value that a text means: a number for a number, null for nothing. */
export function read(column: Column, text: string): Reading {
  if (text === "") return column.required ? { problem: "Fill this in." } : { value: null };
  if (column.type === "number" || column.type === "integer") return number(column, text);
  if (column.type === "boolean") return { value: text === "true" };
  if (column.type === "choice") return choice(column, text);
  if (column.type === "datetime") return instant(text);
  if (column.maxLength !== undefined && [...text].length > column.maxLength)
    return { problem: `At most ${column.maxLength} characters; these are ${[...text].length}.` };
  return { value: text };
}

function number({ type, min, max, step }: Column, text: string): Reading {
  const plain = text.trim();
  const value = Number(plain.replace(",", "."));
  if (!NUMBER.test(plain) || !Number.isFinite(value)) return { problem: "A number, please." };
  if (type === "integer" && !Number.isSafeInteger(value)) return { problem: "A whole number, please." };
  if (min !== undefined && value < min) return { problem: `At least ${min}.` };
  if (max !== undefined && value > max) return { problem: `At most ${max}.` };
  if (step !== undefined && !isMultiple(value, step)) return { problem: `In steps of ${step}.` };
  return { value: value === 0 ? 0 : value }; // -0 is nobody's weight
}

/** As JSON Schema's `multipleOf`, without the dust of binary fractions. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

function choice({ options = [] }: Column, text: string): Reading {
  const found = options.find((option) => String(option) === text);
  return found === undefined ? { problem: "Choose one of the list." } : { value: found };
}

function instant(text: string): Reading {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? { problem: "A date and a time, please." } : { value: at.toISOString() };
}

/** An instant as `datetime-local` has it, in the zone of this browser. */
function localMinute(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, LOCAL_MINUTE);
}
