/** A form on a page that holds its value, for tests. */
import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { useState } from "react";
import SchemaForm from "./SchemaForm";
import type { FormState, SchemaFormProps } from "./types";

/** What the page was told last. */
export interface Held {
  value: unknown;
  state: FormState | undefined;
}

type Given = Omit<SchemaFormProps, "value" | "onChange"> & { value?: unknown };

function HoldingPage({ held, given }: { held: Held; given: Given }) {
  const [value, setValue] = useState(given.value);
  const keep = (next: unknown, state: FormState) => {
    setValue(next);
    Object.assign(held, { value: next, state });
  };
  return <SchemaForm idPrefix="form" {...given} value={value} onChange={keep} />;
}

export function show(given: Given) {
  const held: Held = { value: given.value, state: undefined };
  const page = (next: Given) => (
    <MantineProvider env="test">
      <HoldingPage held={held} given={next} />
    </MantineProvider>
  );
  const { rerender } = render(page(given));
  return Object.assign(held, {
    again: (changed: Partial<Given>) => rerender(page({ ...given, ...changed })),
  });
}
