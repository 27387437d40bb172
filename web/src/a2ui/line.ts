/** The line between a component and whoever shows its surface: where a Save goes, and what comes back. */
import { createContext, useContext } from "react";
import type { ActionOutcome } from "./types";

export interface SurfaceLine {
  /** Read-only: it was answered already. */
  answered: boolean;
  /** Runs `fire`, the component's own action, and waits for what comes of it. Raises what `onAction` raised. */
  send: (componentId: string, fire: () => void) => Promise<ActionOutcome>;
}

const Line = createContext<SurfaceLine>({
  answered: true,
  send: () => Promise.reject(new Error("This surface leads nowhere.")),
});

export const LineProvider = Line.Provider;

export function useLine(): SurfaceLine {
  return useContext(Line);
}
