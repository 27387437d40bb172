/** Hosts that agents may read from without asking. */
import { Button, Fieldset, Group, Stack, Text, TextInput } from "@mantine/core";
import type { HostRow } from "./policy";
import { newKey, type PolicyEditing } from "./usePolicyDraft";

export function Hosts({ editing: { draft, errors, change } }: { editing: PolicyEditing }) {
  const write = (row: HostRow, host: string) => {
    const hosts = draft.hosts.map((one) => (one.key === row.key ? { ...one, host } : one));
    change({ hosts }, `${row.key}/host`);
  };
  const remove = (row: HostRow) => change({ hosts: draft.hosts.filter((one) => one.key !== row.key) });
  const add = () => change({ hosts: [...draft.hosts, { key: newKey(), host: "" }] });
  return (
    <Fieldset legend="Allowed hosts" maw={720}>
      <Stack gap="xs">
        <Text size="sm">
          Agents may look at these without asking: by GET and https alone. Full names, such as
          api.example.com.
        </Text>
        {draft.hosts.map((row, at) => (
          <Group key={row.key} gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              flex={1}
              aria-label={`Host ${at + 1}`}
              value={row.host}
              error={errors.at[`${row.key}/host`]}
              onChange={(event) => write(row, event.currentTarget.value)}
            />
            <Button
              variant="default"
              onClick={() => remove(row)}
              aria-label={`Remove host ${row.host || at + 1}`}
            >
              Remove
            </Button>
          </Group>
        ))}
        <Group>
          <Button size="xs" variant="default" onClick={add}>
            Add a host
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
