/** Surfaces for the tests, as the server sends them. */
import type { Row } from "./types";

export const CATALOGUE = "urn:greenlight:catalog:v1";
export const ROWS: Row[] = [
  { day: "2026-11-20", kg: 80, note: "morning" },
  { day: "2026-11-19", kg: 0.5, note: null },
  { day: "2026-11-18", kg: 81.4, note: null },
];

export const EDITOR = {
  id: "root",
  component: "BatchEditor",
  title: "Weights",
  rowKey: "day",
  rows: { path: "/rows" },
  more: { path: "/more" },
  upserts: { path: "/upserts" },
  deletes: { path: "/deletes" },
  columns: [
    { key: "day", label: "Date", type: "date", required: true },
    { key: "kg", label: "Weight (kg)", type: "number", required: true, min: 0, max: 400, step: 0.1 },
    { key: "note", label: "Note", type: "string", required: false, maxLength: 10 },
  ],
  canAdd: true,
  canDelete: true,
  submitLabel: "Save",
  action: {
    event: {
      name: "weights.save_batch",
      context: {
        revision: { path: "/revision" },
        upserts: { path: "/upserts" },
        deletes: { path: "/deletes" },
      },
    },
  },
};

export function data(rows: readonly Row[], revision = 7, more = false) {
  const value = { revision, rows, more, upserts: [], deletes: [] };
  return { version: "v0.9", updateDataModel: { surfaceId: "s", path: "/", value } };
}

export function components(...sent: unknown[]) {
  return [
    { version: "v0.9", createSurface: { surfaceId: "s", catalogId: CATALOGUE } },
    { version: "v0.9", updateComponents: { surfaceId: "s", components: sent } },
  ];
}

export function weights(rows: readonly Row[] = ROWS, revision = 7) {
  return [...components(EDITOR), data(rows, revision)];
}

/** What the server puts in the place of a form once it was answered. */
export function saved() {
  return components({ id: "root", component: "Notice", tone: "success", text: "Saved." });
}
