/** One Cedar addition: its name, for whom it holds, and its text, with the server's errors where they belong. */
import { Button, Fieldset, Group, Select, Stack, Textarea, TextInput } from "@mantine/core";
import type { AdditionRow, PlacedErrors } from "./policy";

interface Props {
  row: AdditionRow;
  number: number;
  types: { value: string; label: string }[];
  errors: PlacedErrors;
  onChange: (field: "name" | "cedar" | "agent_type_id", said: string | null) => void;
  onRemove: () => void;
}

const MONO = { input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.8125rem" } };

export function AdditionEditor({ row, number, types, errors, onChange, onRemove }: Props) {
  const errorOf = (field: string) => errors.at[`${row.key}/${field}`];
  return (
    <Fieldset legend={`Addition ${number}${row.name ? `: ${row.name}` : ""}`}>
      <Stack gap="xs">
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <TextInput
            label="Name"
            description="Small letters, digits, - and _"
            required
            value={row.name}
            error={errorOf("name")}
            onChange={(event) => onChange("name", event.currentTarget.value)}
          />
          <Select
            label="Holds for"
            description="One agent type, or everybody"
            placeholder="The whole tenant"
            clearable
            searchable
            data={types}
            value={row.agent_type_id}
            error={errorOf("agent_type_id")}
            onChange={(said) => onChange("agent_type_id", said)}
          />
        </Group>
        <Textarea
          label="Cedar"
          description="One or more “forbid” policies"
          required
          autosize
          minRows={3}
          maxRows={16}
          spellCheck={false}
          styles={MONO}
          value={row.cedar}
          error={errorOf("cedar")}
          onChange={(event) => onChange("cedar", event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            size="xs"
            variant="default"
            onClick={onRemove}
            aria-label={`Remove addition ${row.name || number}`}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
