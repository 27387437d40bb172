/** Any field that is no group and no list, as the form library draws it. */
import type { FieldProps } from "@rjsf/utils";
import { useState } from "react";
import { useField } from "../field";
import { controlFor, fits } from "./controls";
import { JsonControl } from "./JsonControl";

export function Leaf({ fieldPathId, formData, onChange }: FieldProps<unknown>) {
  const field = useField(fieldPathId.path, formData, (next) => onChange(next, fieldPathId.path));
  // Once JSON, JSON until it goes: a field that changes its kind under the fingers loses them.
  const [asJson] = useState(!fits(field.node.kind, formData));
  const Control = asJson ? JsonControl : controlFor(field.node.kind, formData, field.readOnly);
  return <Control field={field} />;
}
