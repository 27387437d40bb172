/** The socket for the rest of the app: one per tab, open only while somebody is signed in and something needs it. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { api, read } from "../api/client";
import { Problem } from "../api/problem";
import { session } from "../session/session";
import { wholeOf } from "./byLink";
import type { ApprovalFrame } from "./frames";
import { Line } from "./line";

export type { Following } from "./follower";
export type { Accepted, AguiEvent, ApprovalFrame, EventFrame, Frame } from "./frames";
export { newRequestId } from "./frames";

const SIGNED_OUT = new Problem({ title: "Signed out", status: 401, detail: "You have signed out." });

export const line = new Line(
  {
    ticket: async () => (await read(api.POST("/api/v1/ws-ticket"))).ticket,
    open: (ticket) => new WebSocket(addressOf(ticket)),
  },
  { whole: wholeOf, expired: () => session.expire() },
);

function addressOf(ticket: string): string {
  return `${location.origin.replace(/^http/, "ws")}/realtime?ticket=${encodeURIComponent(ticket)}`;
}

function allow(): void {
  line.allow(session.state() === "signed-in");
  if (session.state() === "signed-out") line.forget(SIGNED_OUT);
}

session.subscribe(allow);
allow();
line.online(navigator.onLine);
window.addEventListener("online", () => line.online(true));
window.addEventListener("offline", () => line.online(false));
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && line.wake());

/** What a page may say of it; while nothing needs the line it is as good as about to connect. */
export function useLineState(): "connecting" | "connected" | "reconnecting" | "offline" {
  const state = useSyncExternalStore(line.subscribe, line.state);
  return state === "idle" ? "connecting" : state;
}

/**
 * Hears each change of an approval that this person may see, one at a time. A `resync` comes once the topic is
 * listened to and after each reconnect: what happened before is not told singly, so list again.
 */
export function useApprovalsTopic(heard: (approval: ApprovalFrame) => void): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => line.listenToApprovals((approval) => latest.current(approval)), []);
}
