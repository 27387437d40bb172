/** How far the agent may go, and the way to change it. Going live is said twice. */
import { Alert, Button, Radio, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useState } from "react";
import { api, read } from "../../api/client";
import { AskDialog } from "../../ui/AskDialog";
import { useAct } from "../act";
import { agentsChanged } from "../queries";
import { useHub } from "./context";
import { Fact } from "./Fact";
import { MODES, type Mode, modeOf, wordsOf } from "./modes";

export function ModeSwitch() {
  const { selected } = useHub();
  const [opened, { open, close }] = useDisclosure(false);
  const { title, words } = wordsOf(selected.mode);
  return (
    <Fact name="Mode">
      {title}
      <Text size="xs" c="dimmed">
        {words}
      </Text>
      {selected.can_configure && (
        <Button variant="default" size="compact-xs" mt={4} onClick={open}>
          Change mode
        </Button>
      )}
      <ModeDialog key={`${selected.mode} ${opened}`} opened={opened} onClose={close} />
    </Fact>
  );
}

function ModeDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { selected } = useHub();
  const [wanted, setWanted] = useState<Mode>(selected.mode);
  const path = { agent_id: selected.agent_id };
  const changing = useAct(
    (mode: Mode, header) =>
      read(api.POST("/api/v1/hired-agents/{agent_id}/mode", { params: { path, header }, body: { mode } })),
    async () => {
      onClose();
      await agentsChanged();
    },
  );
  const goesLive = wanted === "live" && selected.mode !== "live";
  return (
    <AskDialog
      opened={opened}
      onClose={onClose}
      title={`Mode of ${selected.nickname}`}
      action={goesLive ? "Go live" : "Change mode"}
      onAct={() => changing.run(wanted)}
      busy={changing.busy}
      disabled={wanted === selected.mode}
      grave={goesLive}
      problem={changing.problem}
    >
      <Radio.Group
        label="How far it may go, from now on"
        value={wanted}
        onChange={(mode) => setWanted(modeOf(mode) ?? wanted)}
      >
        <Stack gap="sm" mt="xs">
          {MODES.map((one) => (
            <Radio key={one.mode} value={one.mode} label={one.title} description={one.words} />
          ))}
        </Stack>
      </Radio.Group>
      {goesLive && (
        <Alert color="red" variant="outline" title="From now on it is real">
          What you approve is sent to your accounts, and what is sent cannot be taken back here.
        </Alert>
      )}
    </AskDialog>
  );
}
