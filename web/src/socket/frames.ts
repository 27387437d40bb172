/** What crosses the socket (contracts §4), as far as this client reads it. */
import type { Schemas } from "../api/client";
import type { ProblemDocument } from "../api/problem";

/** An event of AG-UI 1.0; what it holds beyond its type is for the reader of that type. */
export interface AguiEvent {
  type: string;
  [more: string]: unknown;
}

export interface EventFrame {
  kind: "event";
  thread: string;
  seq: number;
  corr: string;
  event: AguiEvent;
}

export type Approval = Schemas["Approval"];

/** `partial`: too large for a frame, with its short fields alone. `resync`: some may be missed, list again. */
export type ApprovalFrame =
  | { kind: "approval"; approval: Approval; partial?: boolean }
  | { kind: "resync"; approval?: undefined };

export interface Accepted {
  kind: "accepted";
  id: string;
  run_id: string;
  thread: string;
}

export interface Subscribed {
  kind: "subscribed";
  id: string;
  thread?: string;
  seq?: number;
  topic?: "approvals";
}

export type Frame =
  | EventFrame
  | { kind: "approval"; approval: Approval; partial?: boolean }
  | Accepted
  | Subscribed
  | { kind: "decided"; id: string; approvals: { approval_id: string; status: string }[] }
  | { kind: "refused"; id: string | null; problem: ProblemDocument }
  | { kind: "pong"; id: string };

export type Kind = "run" | "subscribe" | "ui_intent" | "cancel" | "ping" | "resume";

export interface Message {
  v: 1;
  kind: Kind;
  id: string;
  payload: unknown;
  thread?: string;
}

/** A repeat under the same id is the same request. */
export function newMessage(kind: Kind, payload: unknown, thread = "", id = newRequestId()): Message {
  return { v: 1, kind, id, payload, ...(thread && { thread }) };
}

export function newRequestId(): string {
  return `req_${crypto.randomUUID()}`;
}

/** What the server sent, or null where it is none of ours. */
export function frameOf(text: unknown): Frame | null {
  try {
    const said: unknown = JSON.parse(String(text));
    const isFrame = typeof said === "object" && said !== null && "kind" in said;
    return isFrame ? (said as Frame) : null;
  } catch {
    return null;
  }
}
