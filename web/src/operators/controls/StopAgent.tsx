/** Choose one agent to stop. */
import { Group, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { agentsQuery } from "../agents/agents";
import { StopButton } from "./StopButton";

export function StopAgent() {
  const [id, setId] = useState<string | null>(null);
  const { data, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(agentsQuery);
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage(); // whoever must be stopped must be found
  }, [hasNextPage, isFetching, fetchNextPage]);
  const agents = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Agent"
        placeholder="Name, customer or id"
        searchable
        clearable
        limit={100}
        maw={420}
        flex={1}
        data={agents.map((agent) => ({
          value: agent.agent_id,
          label: `${agent.name}, of ${agent.owner_id} (${agent.agent_id})`,
        }))}
        value={id}
        onChange={setId}
      />
      <StopButton
        key={id}
        target={{ kind: "agent", id: id ?? "" }}
        name="this agent"
        disabled={!id}
        onStopped={() => setId(null)}
      />
    </Group>
  );
}
