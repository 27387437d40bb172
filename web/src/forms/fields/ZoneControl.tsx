/** A time zone of the IANA's, found by typing a part of its name. */
import { type ComboboxItem, Select } from "@mantine/core";
import { useMemo } from "react";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";
import { TextControl } from "./TextControl";

const MOST_SHOWN = 60;

export function ZoneControl({ field }: ControlProps) {
  const { context } = useScope();
  const value = typeof field.value === "string" ? field.value : null;
  const zones = useMemo(
    () => [...new Set([...(value ? [value] : []), ...(context.zones ?? [])])].sort(),
    [context.zones, value],
  );
  if (!context.zones) return <TextControl field={field} />;
  return (
    <Select
      {...frameOf(field, context)}
      id={field.id}
      data={zones}
      value={value}
      onChange={(zone) => (zone ? field.set(zone) : field.clear())}
      searchable
      clearable={!field.needed}
      clearButtonProps={{ "aria-label": `Clear ${field.name}` }}
      limit={MOST_SHOWN}
      filter={({ options, search }) =>
        options.filter((option) => "value" in option && isNamed(option, search))
      }
      placeholder="Type a city, such as Kolkata"
      nothingFoundMessage="No zone has this name"
    />
  );
}

/** `new york` finds America/New_York. */
function isNamed({ value }: ComboboxItem, search: string): boolean {
  const name = value.toLowerCase().replaceAll("_", " ");
  return search
    .toLowerCase()
    .split(/[\s_/]+/)
    .every((word) => name.includes(word));
}
