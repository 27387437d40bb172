/** A text with what a reader cannot see (control and direction marks) named in its place, as the mailed page does it. */
import { Fragment } from "react";

const UNSEEN = /(?![\n\t])([\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}])/u;

export function Visible({ text }: { text: string }) {
  return (
    <>
      {text
        .replaceAll("\r\n", "\n")
        .split(UNSEEN)
        .map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have their place alone to tell them apart
          <Fragment key={at}>{at % 2 ? <mark>{named(part)}</mark> : part}</Fragment>
        ))}
    </>
  );
}

function named(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}
