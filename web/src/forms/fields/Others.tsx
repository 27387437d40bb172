/** What stands in a group and is none of its fields: shown, so that it can be mended or taken away. */
import { useId } from "react";
import type { Field } from "../field";
import { isRecord } from "../pointers";
import { MapControl } from "./MapControl";

export function Others({ field }: { field: Field }) {
  const id = useId();
  const { members, schema } = field.node;
  const value = isRecord(field.value) ? field.value : {};
  const others = Object.entries(value).filter(([name, inner]) => !members.has(name) && inner !== undefined);
  const { additionalProperties } = schema;
  const mayHave = additionalProperties === true || isRecord(additionalProperties);
  if (others.length === 0 && !mayHave) return null;
  const known = Object.entries(value).filter(([name]) => members.has(name));
  const rest: Field = {
    ...field,
    id,
    value: Object.fromEntries(others),
    name: "Other values",
    needed: false,
    error: undefined,
    node: {
      ...field.node,
      kind: "map",
      members: new Map(),
      description: mayHave ? "" : "These are no fields here.",
    },
    set: (next) => field.set({ ...Object.fromEntries(known), ...(isRecord(next) ? next : {}) }),
    clear: () => field.set(Object.fromEntries(known)),
  };
  return <MapControl field={rest} />;
}
