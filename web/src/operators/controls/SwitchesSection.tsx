/** Kill switches: what is stopped, and the ways to stop more or to lift. */
import { Group, Stack, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "../../ui/Loaded";
import { useFocusKept } from "../useFocusKept";
import { LiftButton } from "./LiftButton";
import { StopAgent } from "./StopAgent";
import { StopButton } from "./StopButton";
import { StoppedNow } from "./StoppedNow";
import { StoppedRows } from "./StoppedRows";
import { StopTool } from "./StopTool";
import type { StoredSwitches } from "./switches";
import { switchesQuery } from "./switchesApi";

const TENANT = { kind: "tenant" } as const;

export function SwitchesSection() {
  const query = useQuery(switchesQuery);
  return (
    <Stack gap="md" component="section" aria-label="Kill switches">
      <Title order={2}>Kill switches</Title>
      <Loaded query={query}>{(switches) => <Switchboard switches={switches} />}</Loaded>
    </Stack>
  );
}

function Switchboard({ switches }: { switches: StoredSwitches }) {
  const near = useFocusKept<HTMLDivElement>(switches.revision);
  return (
    <Stack ref={near} tabIndex={-1} gap="md">
      <StoppedNow switches={switches} />
      <Group gap="xs">
        {switches.tenant ? (
          <LiftButton seen={switches} target={TENANT} />
        ) : (
          <StopButton target={TENANT} name="everything" />
        )}
      </Group>
      <StoppedRows switches={switches} />
      <StopAgent />
      <StopTool />
    </Stack>
  );
}
