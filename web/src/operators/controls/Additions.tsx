/** The Cedar additions of the policy, one editor each. */
import { Button, Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, read } from "../../api/client";
import { AdditionEditor } from "./AdditionEditor";
import type { AdditionRow } from "./policy";
import { newKey, type PolicyEditing } from "./usePolicyDraft";

const EMPTY = { name: "", cedar: "", agent_type_id: null };

const typesQuery = {
  queryKey: ["operators", "type-names"],
  queryFn: () => read(api.GET("/api/v1/agent-types", { params: { query: { limit: 100 } } })),
};

export function Additions({ editing: { draft, errors, change } }: { editing: PolicyEditing }) {
  const types = useQuery(typesQuery).data?.items ?? [];
  const choices = types.map((type) => ({
    value: type.agent_type_id,
    label: `${type.title} (${type.agent_type_id})`,
  }));
  const write = (row: AdditionRow, field: "name" | "cedar" | "agent_type_id", said: string | null) => {
    const additions = draft.additions.map((one) => (one.key === row.key ? { ...one, [field]: said } : one));
    change({ additions }, `${row.key}/${field}`);
  };
  return (
    <Stack gap="sm" maw={720}>
      <Title order={3}>Additions</Title>
      {draft.additions.map((row, at) => (
        <AdditionEditor
          key={row.key}
          row={row}
          number={at + 1}
          types={choices}
          errors={errors}
          onChange={(field, said) => write(row, field, said)}
          onRemove={() => change({ additions: draft.additions.filter((one) => one.key !== row.key) })}
        />
      ))}
      <Group>
        <Button
          size="xs"
          variant="default"
          onClick={() => change({ additions: [...draft.additions, { ...EMPTY, key: newKey() }] })}
        >
          Add an addition
        </Button>
      </Group>
    </Stack>
  );
}
