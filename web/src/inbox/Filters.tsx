/** Which approvals are listed; kept in the address. */
import { Group, NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useAgents } from "./agents";
import { inboxSearch, STATUSES, type Status } from "./search";
import { STATUS_WORDS } from "./words";

export function Filters({ status, agent }: { status: Status; agent: string }) {
  const navigate = useNavigate();
  const agents = useAgents(agent);
  const show = (change: Record<string, string>) =>
    void navigate({ to: ".", search: (before) => inboxSearch({ ...before, ...change }), replace: true });
  return (
    <Group gap="xs" mb="sm" grow role="search" aria-label="Which approvals">
      <NativeSelect
        size="xs"
        label="Status"
        value={status}
        data={STATUSES.map((value) => ({ value, label: STATUS_WORDS[value] }))}
        onChange={(event) => show({ status: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        label="Agent"
        value={agent}
        data={[{ value: "", label: "All agents" }, ...agents]}
        onChange={(event) => show({ agent: event.currentTarget.value })}
      />
    </Group>
  );
}
