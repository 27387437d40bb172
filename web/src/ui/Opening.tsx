/** A button whose panel's code comes with the first click: what few people open, nobody waits for. */
import { type ReactElement, Suspense, useState } from "react";

interface Props {
  /** The closed button, to be shown until the panel's own takes its place. */
  button: (open: () => void) => ReactElement;
  /** Of a lazy component that opens by `useOpening`. */
  panel: ReactElement;
}

export function Opening({ button, panel }: Props) {
  const [asked, setAsked] = useState(false);
  const closed = button(() => setAsked(true));
  return asked ? <Suspense fallback={closed}>{panel}</Suspense> : closed;
}
