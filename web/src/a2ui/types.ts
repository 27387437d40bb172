/** What the chat and a surface say to each other. */
import type { ProblemDocument } from "../api/problem";

/** What a person did on a surface, exactly as it goes out: the `payload` of a `ui_intent` on the socket. */
export interface ActionMessage {
  version: string;
  action: {
    name: string;
    surfaceId: string;
    sourceComponentId: string;
    timestamp: string;
    context: Record<string, unknown>;
  };
}

/** What came of it; `outcomeOf` and `refusedWith` in `./outcome` make one from what the socket said. */
export type ActionOutcome =
  | { kind: "saved"; detail?: string }
  | { kind: "refused"; problem: ProblemDocument }
  /** Somebody changed the rows meanwhile: nothing was saved, and this is what stands now. */
  | { kind: "conflict"; problem: ProblemDocument; revision: number | null; rows: Row[] };

export type Row = Readonly<Record<string, unknown>>;

export interface SurfaceProps {
  /** The activity's `messageId`: another one is another surface. */
  messageId: string;
  /** `content.a2ui_operations` of its ACTIVITY_SNAPSHOT, as they came. */
  operations: readonly unknown[];
  /** Saved already, or its run is over for good: read-only, whatever the operations hold. */
  answered: boolean;
  /** Sends it and waits for what comes of it; rejects (a `Problem`) where nobody answered. */
  onAction: (message: ActionMessage) => Promise<ActionOutcome>;
  /** A surface that cannot be shown as it was sent; it shows words in its place. The console hears of it by default. */
  onError?: (error: SurfaceError) => void;
}

/** A2UI's client error, as far as it goes. */
export interface SurfaceError {
  code: string;
  surfaceId: string;
  message: string;
}
