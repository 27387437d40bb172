/** A long text, a little of it at first; all of it is one press away, and can be read out either way. */
import { Anchor, Box } from "@mantine/core";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

export function Folded({ height, children }: { height: number; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => setLong((box.current?.scrollHeight ?? 0) > height + 20), [height]);
  return (
    <>
      <Box ref={box} mah={isLong && !open ? height : undefined} style={{ overflow: "hidden" }}>
        {children}
      </Box>
      {isLong && (
        <Anchor
          component="button"
          type="button"
          size="sm"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? "Show less" : "Show all of it"}
        </Anchor>
      )}
    </>
  );
}
