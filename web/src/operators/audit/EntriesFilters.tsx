/** Which entries: of a correlation id, of an actor, of some days; kept in the address once they are applied. */
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { EntriesFilter } from "./audit";
import { PeriodInput } from "./PeriodInput";
import { isInOrder } from "./period";

export function EntriesFilters({ filter }: { filter: EntriesFilter }) {
  const [said, setSaid] = useState(filter);
  const navigate = useNavigate();
  const show = (search: EntriesFilter) => void navigate({ to: "/ops/audit", search, replace: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    show(said);
  };
  return (
    <form onSubmit={submit}>
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Correlation id"
          value={said.correlation_id ?? ""}
          onChange={(event) => setSaid({ ...said, correlation_id: event.currentTarget.value.trim() })}
        />
        <TextInput
          label="Actor"
          placeholder="usr_… or agt_…"
          value={said.actor ?? ""}
          onChange={(event) => setSaid({ ...said, actor: event.currentTarget.value.trim() })}
        />
        <PeriodInput period={said} onChange={(period) => setSaid({ ...said, ...period })} />
        <Button type="submit" disabled={!isInOrder(said)}>
          Show
        </Button>
        <Button variant="default" onClick={() => show({})}>
          Clear
        </Button>
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        Without days you see the last 31; with a correlation id, all of it.
      </Text>
    </form>
  );
}
