/** Stops the agent for now, or lets it go on. */
import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { api, read } from "../../api/client";
import { AskDialog } from "../../ui/AskDialog";
import { ProblemNote } from "../../ui/ProblemNote";
import { useAct } from "../act";
import { agentsChanged } from "../queries";
import { useHub } from "./context";

export function PauseSwitch() {
  const { selected } = useHub();
  if (selected.status === "active") return <Pause />;
  return selected.finalized_at ? <Resume /> : null;
}

function Pause() {
  const { selected } = useHub();
  const [opened, { open, close }] = useDisclosure(false);
  const path = { agent_id: selected.agent_id };
  const pausing = useAct(
    (_: null, header) =>
      read(
        api.POST("/api/v1/hired-agents/{agent_id}/pause", { params: { path, header }, body: { reason: "" } }),
      ),
    async () => {
      close();
      await agentsChanged();
    },
  );
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        Pause
      </Button>
      <AskDialog
        opened={opened}
        onClose={close}
        title={`Pause ${selected.nickname}?`}
        action="Pause it"
        onAct={() => pausing.run(null)}
        busy={pausing.busy}
        problem={pausing.problem}
      >
        <Text size="sm">
          It drafts nothing and sends nothing until you resume it. What is scheduled meanwhile is refused at
          its turn.
        </Text>
      </AskDialog>
    </>
  );
}

function Resume() {
  const { selected } = useHub();
  const path = { agent_id: selected.agent_id };
  const resuming = useAct(
    (_: null, header) =>
      read(api.POST("/api/v1/hired-agents/{agent_id}/resume", { params: { path, header } })),
    agentsChanged,
  );
  return (
    <Stack gap="xs" align="flex-end">
      <Button size="xs" onClick={() => resuming.run(null)} loading={resuming.busy}>
        Resume
      </Button>
      {resuming.problem && <ProblemNote problem={resuming.problem} />}
    </Stack>
  );
}
