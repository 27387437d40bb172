/** Something to know before going on: not a refusal, and not to be overlooked. */
import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

/** The frame alone is coloured: yellow words are too pale to read on white. */
export function Note({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Alert
      title={title}
      color="yellow.8"
      variant="outline"
      styles={{ title: { color: "var(--mantine-color-text)" } }}
    >
      {children}
    </Alert>
  );
}
