/** One of several; nothing is chosen for anybody. */
import { NativeSelect, TextInput } from "@mantine/core";
import { standIn } from "../configured";
import { isSame } from "../pointers";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf, shortly } from "./frame";
import { optionsOf } from "./options";
import { useConfigured } from "./useConfigured";

export function ChoiceControl({ field }: ControlProps) {
  const frame = frameOf(field, useScope().context);
  const context = useConfigured();
  const options = optionsOf(field.node, context, [field.value]);
  const chosen = options.find((option) => isSame(option.value, field.value));
  if (chosen && options.length === 1 && !field.error) {
    return <TextInput {...frame} id={field.id} value={chosen.label} readOnly variant="filled" />;
  }
  const instead = standIn(field.node, context);
  const empty = instead ? `As configured: ${shortly(instead.value)}` : field.needed ? "Choose…" : "Not set";
  const choose = (key: string) =>
    key === "" ? field.clear() : field.set(options.find((one) => one.key === key)?.value);
  return (
    <NativeSelect
      {...frame}
      id={field.id}
      value={chosen?.key ?? ""}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[{ value: "", label: empty }, ...options.map(({ key, label }) => ({ value: key, label }))]}
    />
  );
}
