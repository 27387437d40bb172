/** Name one tool to stop, for every agent of the tenant. */
import { Group, TextInput } from "@mantine/core";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { StopButton } from "./StopButton";

export function StopTool() {
  const { tool } = useSearch({ from: "/signed-in-only/ops/controls" });
  const [name, setName] = useState(tool ?? "");
  return (
    <Group gap="xs" align="flex-end">
      <TextInput
        label="Tool"
        description="By its name in the catalogue, as approvals and denials show it"
        value={name}
        maw={420}
        flex={1}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <StopButton
        target={{ kind: "tool", id: name.trim() }}
        name="this tool"
        disabled={!name.trim()}
        onStopped={() => setName("")}
      />
    </Group>
  );
}
