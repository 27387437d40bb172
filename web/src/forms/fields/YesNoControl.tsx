/** Yes or no; neither until somebody says so. */
import { Anchor, Box, Group, Radio } from "@mantine/core";
import { useScope } from "../scope";
import type { ControlProps } from "./controls";
import { frameOf } from "./frame";

export function YesNoControl({ field }: ControlProps) {
  const { onBlur, ...frame } = frameOf(field, useScope().context);
  const isSet = typeof field.value === "boolean";
  return (
    <Box id={field.id} onBlur={onBlur}>
      <Radio.Group
        {...frame}
        name={field.id}
        value={isSet ? String(field.value) : ""}
        onChange={(said) => field.set(said === "true")}
      >
        <Group gap="md" mt={4}>
          <Radio size="xs" value="true" label="Yes" />
          <Radio size="xs" value="false" label="No" />
          {isSet && !field.needed && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={field.clear}
              aria-label={`Clear ${field.name}`}
            >
              Clear
            </Anchor>
          )}
        </Group>
      </Radio.Group>
    </Box>
  );
}
