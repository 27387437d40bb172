/** Colours of words that say how something stands: each with AA's contrast on the page, in light and dark. */
export const TONES = {
  yes: "light-dark(#0a5c42, #4dce93)",
  attention: "light-dark(#9a3412, #fdba74)",
  no: "light-dark(#b42318, #ff9a90)",
  quiet: "light-dark(#4b5563, #b4bcc7)",
  note: "light-dark(#1c4f8a, #8ec5ff)",
} as const;

export type Tone = keyof typeof TONES;
