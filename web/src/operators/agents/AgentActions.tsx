/** What an operator can do to one agent: pause or resume it with a reason, or pull its kill switch. */
import { Button, Group, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LiftButton } from "../controls/LiftButton";
import { StopButton } from "../controls/StopButton";
import { reasonOf } from "../controls/switches";
import { switchesQuery } from "../controls/switchesApi";
import { ReasonDialog } from "../ReasonDialog";
import { useFocusKept } from "../useFocusKept";
import { type AgentLine, agentQuery, switchAgent } from "./agents";

export function AgentActions({ agent }: { agent: AgentLine }) {
  const { data: switches } = useQuery(switchesQuery);
  const target = { kind: "agent", id: agent.agent_id } as const;
  const isStopped = switches !== undefined && reasonOf(switches, target) !== undefined;
  const group = useFocusKept<HTMLDivElement>(isStopped);
  return (
    <Group ref={group} tabIndex={-1} gap="xs" role="group" aria-label="Actions">
      <PauseOrResume agent={agent} />
      {switches && isStopped && (
        <>
          <Text size="sm">Its kill switch is pulled.</Text>
          <LiftButton seen={switches} target={target} />
        </>
      )}
      {switches && !isStopped && <StopButton target={target} name="this agent" />}
    </Group>
  );
}

function PauseOrResume({ agent }: { agent: AgentLine }) {
  const [opened, { open, close }] = useDisclosure(false);
  const queryClient = useQueryClient();
  const to = agent.status === "active" ? "pause" : "resume";
  const act = async (reason: string) => {
    try {
      const now = await switchAgent(agent, to, reason);
      queryClient.setQueryData(agentQuery(agent.agent_id).queryKey, now);
      notifications.show({ message: `${now.name} is ${to === "pause" ? "paused" : "active again"}.` });
    } finally {
      void queryClient.invalidateQueries({ queryKey: ["operators"] }); // also what a refusal says has changed
      void queryClient.invalidateQueries({ queryKey: ["my-agents"] });
    }
  };
  if (agent.status === "disabled") return <Text size="sm">It is disabled; nothing can be changed.</Text>;
  return (
    <>
      <Button size="xs" variant="default" onClick={open}>
        {to === "pause" ? "Pause…" : "Resume…"}
      </Button>
      <ReasonDialog
        opened={opened}
        onClose={close}
        title={to === "pause" ? `Pause ${agent.name}?` : `Let ${agent.name} go on?`}
        action={to === "pause" ? "Pause it" : "Resume it"}
        act={act}
      >
        {to === "pause"
          ? "It does nothing any more, whatever was approved, until an operator lets it. Its customer cannot resume it, and reads your reason."
          : "It goes on with its goals and with what is approved. Your reason is kept in the audit trail."}
      </ReasonDialog>
    </>
  );
}
