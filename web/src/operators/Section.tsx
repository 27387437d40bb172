/** A part of a thing's details under its own heading; nothing where there is nothing to say. */
import { Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" gap={4} aria-label={title}>
      <Title order={3}>{title}</Title>
      {children}
    </Stack>
  );
}
