/** A sentence of the server's; the moments in it, which are UTC, are shown in the user's own zone. */
import { Fragment } from "react";
import { When } from "./When";

const MOMENT = /(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z)/;

export function Told({ children }: { children: string }) {
  return (
    <>
      {children.split(MOMENT).map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have their place alone to tell them apart
        <Fragment key={at}>{at % 2 ? <When at={part} /> : part}</Fragment>
      ))}
    </>
  );
}
