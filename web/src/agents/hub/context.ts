/** The agent that the hub is about, for the panels beneath it. */
import { createContext, useContext } from "react";
import type { Instance, Usage } from "../queries";

export interface Hub {
  selected: Instance;
  /** All of them, in the order of hiring. */
  instances: readonly Instance[];
  /** Null until the answer about the selected one is there. */
  usage: Usage | null;
}

const Context = createContext<Hub | null>(null);

export const HubProvider = Context.Provider;

export function useHub(): Hub {
  const hub = useContext(Context);
  if (!hub) throw new Error("This panel stands outside of the hub.");
  return hub;
}
