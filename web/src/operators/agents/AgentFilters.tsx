/** Filters of the loaded agents, kept in the address. */
import { Group, Select, Text, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { options } from "../words";
import type { AgentLine } from "./agents";
import type { AgentFilter } from "./filter";

const SET_UP = [
  { value: "yes", label: "Set up" },
  { value: "no", label: "Not yet" },
];

export function AgentFilters({ filter, loaded }: { filter: AgentFilter; loaded: readonly AgentLine[] }) {
  const navigate = useNavigate();
  const choose = (change: AgentFilter) =>
    void navigate({ to: "/ops/agents", search: { ...filter, ...change }, replace: true });
  const distinct = (of: (agent: AgentLine) => string) => [...new Set(loaded.map(of))].sort();
  return (
    <>
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Name or id"
          value={filter.words ?? ""}
          onChange={(event) => choose({ words: event.currentTarget.value })}
        />
        <Select
          label="Type"
          placeholder="Any"
          clearable
          data={distinct((agent) => agent.agent_type_id)}
          value={filter.type ?? null}
          onChange={(type) => choose({ type: type ?? "" })}
        />
        <Select
          label="Status"
          placeholder="Any"
          clearable
          data={options(distinct((agent) => agent.status))}
          value={filter.status ?? null}
          onChange={(status) => choose({ status: status ?? "" })}
        />
        <Select
          label="Set up"
          placeholder="Either"
          clearable
          data={SET_UP}
          value={filter.configured ?? null}
          onChange={(configured) => choose({ configured: configured ?? "" })}
        />
      </Group>
      <Text size="xs" c="dimmed">
        Filters choose among the agents that are loaded; “Show more” loads further ones.
      </Text>
    </>
  );
}
