/** The filters that drafts and approvals share: one agent, one status. */
import { Button, Group, Select, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { options } from "./words";

export interface AgentAndStatus {
  agent_id?: string;
  status?: string;
}

interface Props {
  filter: AgentAndStatus;
  statuses: readonly string[];
  /** What is listed without a status; undefined where that is everything. */
  first?: string;
  onChange: (filter: AgentAndStatus) => void;
}

export function FilterBar({ filter, statuses, first, onChange }: Props) {
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label="Status"
        data={options(statuses)}
        value={filter.status ?? first ?? null}
        placeholder="Any"
        clearable={first === undefined}
        allowDeselect={first === undefined}
        onChange={(status) => onChange({ ...filter, status: status ?? "" })}
      />
      <IdFilter
        key={filter.agent_id}
        label="Agent id"
        value={filter.agent_id ?? ""}
        onApply={(agent_id) => onChange({ ...filter, agent_id })}
      />
    </Group>
  );
}

interface IdProps {
  label: string;
  value: string;
  onApply: (value: string) => void;
}

/** An id is pasted or typed whole, then applied. */
export function IdFilter({ label, value, onApply }: IdProps) {
  const [said, setSaid] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onApply(said.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput label={label} value={said} onChange={(event) => setSaid(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={said.trim() === value}>
          Apply
        </Button>
        {value && (
          <Button variant="subtle" onClick={() => onApply("")} aria-label={`Clear: ${label}`}>
            Clear
          </Button>
        )}
      </Group>
    </form>
  );
}
