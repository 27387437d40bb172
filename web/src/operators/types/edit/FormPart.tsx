/** One part of a definition as a form, whose fields are the same for every type. */
import { useEffect } from "react";
import { focusField } from "../../../forms/focus";
import { pathOf, pointerOf } from "../../../forms/pointers";
import SchemaForm from "../../../forms/SchemaForm";
import { idOf } from "../../../forms/scope";
import type { FieldError, JsonSchema } from "../../../forms/types";
import type { Target } from "./useTarget";
import type { Fault } from "./working";

interface Props {
  schema: JsonSchema;
  value: unknown;
  prefix: string;
  problems: readonly FieldError[];
  target?: Target;
  onChange: (value: unknown) => void;
  onFault: (fault: Fault | null) => void;
}

export function FormPart({ schema, value, prefix, problems, target, onChange, onFault }: Props) {
  useEffect(() => {
    if (target) focusNearest(prefix, target.pointer);
  }, [target, prefix]);
  return (
    <SchemaForm
      schema={schema}
      value={value}
      onChange={(next, { errors }) => {
        onChange(next);
        onFault(errors[0] ? { detail: `${errors[0].pointer} ${errors[0].detail}` } : null);
      }}
      serverErrors={problems}
      idPrefix={prefix}
    />
  );
}

function focusNearest(prefix: string, pointer: string): void {
  for (let path = pathOf(pointer); path.length > 0; path = path.slice(0, -1)) {
    const id = idOf(prefix, pointerOf(path));
    if (document.getElementById(id)) {
      focusField(id);
      return;
    }
  }
}
