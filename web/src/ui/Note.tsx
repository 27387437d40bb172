/** Something to know before going on: not a refusal, and not to be overlooked. */
import { Alert } from "@mantine/core";
import type { ReactNode } from "react";

const FRAMES = { attention: "yellow.8", no: "red.7", yes: "green.7", note: "blue.6" } as const;

interface Props {
  title: string;
  tone?: keyof typeof FRAMES;
  /** `note` for what stands there from the start; what comes by itself is a `status`, or an `alert` to be heard at once. */
  role?: "note" | "status" | "alert";
  children?: ReactNode;
}

/** The frame alone is coloured: yellow words are too pale to read on white. */
export function Note({ title, tone = "attention", role, children }: Props) {
  return (
    <Alert
      title={title}
      color={FRAMES[tone]}
      variant="outline"
      role={role}
      styles={{ title: { color: "var(--mantine-color-text)" } }}
    >
      {children}
    </Alert>
  );
}
