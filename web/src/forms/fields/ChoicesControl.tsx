/** Several of several. */
import { Box, Checkbox, Group, MultiSelect } from "@mantine/core";
import { isSame } from "../pointers";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";
import { optionsOf } from "./options";
import { useConfigured } from "./useConfigured";

const MOST_BOXES = 16;

export function ChoicesControl({ field }: ControlProps) {
  const { onBlur, ...frame } = frameOf(field, useScope().context);
  const context = useConfigured();
  const chosen: readonly unknown[] = Array.isArray(field.value) ? field.value : [];
  const element = field.node.element ?? field.node;
  const options = optionsOf({ ...element, choices: field.node.choices }, context, chosen);
  const keys = options
    .filter((one) => chosen.some((value) => isSame(value, one.value)))
    .map((one) => one.key);
  const choose = (next: string[]) => {
    const wanted = options.filter((one) => next.includes(one.key)).map((one) => one.value);
    const kept = chosen.filter((value) => wanted.some((one) => isSame(one, value)));
    const added = wanted.filter((value) => !chosen.some((one) => isSame(one, value)));
    const all = [...kept, ...added];
    if (all.length === 0 && !field.needed) field.clear();
    else field.set(all);
  };
  if (options.length > MOST_BOXES) {
    const data = options.map(({ key, label }) => ({ value: key, label }));
    return (
      <MultiSelect
        {...frame}
        id={field.id}
        data={data}
        value={keys}
        onChange={choose}
        onBlur={onBlur}
        searchable
      />
    );
  }
  return (
    <Box id={field.id} onBlur={onBlur}>
      <Checkbox.Group {...frame} value={keys} onChange={choose}>
        <Group gap="md" mt={4}>
          {options.map(({ key, label, description }) => (
            <Checkbox key={key} size="xs" value={key} label={label} description={description} />
          ))}
        </Group>
      </Checkbox.Group>
    </Box>
  );
}
