/**
 * Who is signed in, in this tab: an ID token of the issuer, kept for the tab alone and until it expires. A new tab asks
 * the others for it, so that a second tab needs no second sign-in. Nothing here is trusted: the server checks the token.
 */
import { useSyncExternalStore } from "react";

const KEY = "greenlight.id_token";
const CHANNEL = "greenlight.session";
const ASK_MS = 250; // other tabs answer within a few milliseconds, or there are none

type Said = { kind: "who" } | { kind: "token"; token: string } | { kind: "signed-out" };
export type SessionState = "looking" | "signed-out" | "signed-in" | "expired";

/** Seconds since the epoch; 0 where it says none. */
export function expiryOf(token: string): number {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const claims = JSON.parse(atob(payload)) as { exp?: unknown };
    return typeof claims.exp === "number" ? claims.exp : 0;
  } catch {
    return 0;
  }
}

function isAlive(token: string | null): token is string {
  return token !== null && expiryOf(token) * 1000 > Date.now();
}

class Session {
  #state: SessionState = "looking";
  #token = "";
  #listeners = new Set<() => void>();
  #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

  constructor() {
    this.#channel?.addEventListener("message", ({ data }: MessageEvent<Said>) => this.#hear(data));
    const kept = sessionStorage.getItem(KEY);
    if (isAlive(kept)) this.#take(kept);
    else this.#ask();
  }

  state = (): SessionState => this.#state;

  token(): string {
    return this.#token;
  }

  /** Signed in, from here on, in every tab that was waiting for it. */
  begin(token: string): void {
    sessionStorage.setItem(KEY, token);
    this.#take(token);
    this.#channel?.postMessage({ kind: "token", token } satisfies Said);
  }

  /** The server does not take the token any more: what is on the page stays, and a new sign-in goes on from there. */
  expire(): void {
    if (this.#state === "signed-in") this.#leave("expired");
  }

  /** Signed out, in every tab. */
  end(): void {
    this.#channel?.postMessage({ kind: "signed-out" } satisfies Said);
    this.#leave("signed-out");
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #ask(): void {
    this.#channel?.postMessage({ kind: "who" } satisfies Said);
    setTimeout(() => this.#state === "looking" && this.#set("signed-out"), this.#channel ? ASK_MS : 0);
  }

  #hear(said: Said): void {
    if (said.kind === "who" && this.#state === "signed-in") {
      this.#channel?.postMessage({ kind: "token", token: this.#token } satisfies Said);
    }
    if (said.kind === "token" && this.#state !== "signed-in" && isAlive(said.token)) {
      sessionStorage.setItem(KEY, said.token);
      this.#take(said.token);
    }
    if (said.kind === "signed-out") this.#leave("signed-out");
  }

  #take(token: string): void {
    this.#token = token;
    this.#set("signed-in");
  }

  #leave(state: SessionState): void {
    sessionStorage.removeItem(KEY);
    this.#token = "";
    this.#set(state);
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new Session();

export function useSessionState(): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}
