/** For a panel whose code came with the click on its button: the new button takes the focus, and the panel opens. */
import { useEffect, useRef, useState } from "react";

export function useOpening() {
  const [opened, setOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, []);
  return { opened, setOpened, target };
}
