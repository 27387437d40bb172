/** How far an agent may go, in words. */
import type { Schemas } from "../../api/client";

export type Mode = Schemas["NewMode"]["mode"];

export interface ModeWords {
  mode: Mode;
  title: string;
  words: string;
}

/** From the most careful one on. */
export const MODES: readonly ModeWords[] = [
  {
    mode: "rehearse",
    title: "Rehearsal",
    words: "Everything up to your yes is real. What you approve is not sent.",
  },
  { mode: "draft", title: "Draft", words: "It asks you before each change, also the small ones." },
  { mode: "live", title: "Live", words: "What you approve is really sent, posted or ordered." },
];

export function modeOf(text: string): Mode | undefined {
  return MODES.find((one) => one.mode === text)?.mode;
}

export function wordsOf(mode: Mode): ModeWords {
  return MODES.find((one) => one.mode === mode) ?? { mode, title: mode, words: "" };
}
