/** One yes in advance. */
import { Button, Code, Group, Modal, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { ProblemNote } from "../ui/ProblemNote";
import { ToneBadge } from "../ui/ToneBadge";
import { When } from "../ui/When";
import { ownAgentsQuery } from "./agents";
import { PatternWords } from "./PatternWords";
import { type Standing, useTakingBack } from "./standings";

const STATUS: Readonly<Record<Standing["status"], string>> = {
  active: "In force",
  used_up: "Used up",
  expired: "Expired",
  revoked: "Taken back",
};

export function StandingCard({ standing }: { standing: Standing }) {
  const { data: own } = useQuery(ownAgentsQuery);
  const agent = own?.items.find((one) => one.agent_id === standing.agent_id)?.name ?? standing.agent_id;
  const left = Math.max(0, standing.uses - standing.used);
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group gap="xs" justify="space-between">
          <Title order={2} size="h3">
            {agent}: <Code>{standing.tool}</Code>
          </Title>
          <ToneBadge tone={standing.status === "active" ? "yes" : "quiet"}>
            {STATUS[standing.status]}
          </ToneBadge>
        </Group>
        <PatternWords pattern={standing.arguments} />
        <Text size="sm" component="div">
          {left} of {standing.uses} uses left. Until <When at={standing.expires_at} />.
          {standing.last_used_at && (
            <>
              {" "}
              Used last <When at={standing.last_used_at} />.
            </>
          )}
          {standing.revoked_at && (
            <>
              {" "}
              Taken back <When at={standing.revoked_at} />.
            </>
          )}
        </Text>
        {standing.status === "active" && <TakeBack standing={standing} agent={agent} />}
      </Stack>
    </Paper>
  );
}

function TakeBack({ standing, agent }: { standing: Standing; agent: string }) {
  const [opened, dialog] = useDisclosure(false);
  const { mutate, isPending, error } = useTakingBack();
  return (
    <>
      <Button
        size="xs"
        variant="outline"
        color="red"
        onClick={dialog.open}
        style={{ alignSelf: "flex-start" }}
        aria-label={`Take back: ${agent}, ${standing.tool}`}
      >
        Take back
      </Button>
      <Modal
        opened={opened}
        onClose={dialog.close}
        title="Take it back?"
        transitionProps={{ duration: 0 }}
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack gap="sm">
          <Text size="sm">From then on {agent} asks you each time. What was done under it stays done.</Text>
          {error && <ProblemNote problem={error} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={dialog.close} data-autofocus>
              Not yet
            </Button>
            <Button
              color="red"
              loading={isPending}
              onClick={() => mutate(standing.standing_id, { onSuccess: dialog.close })}
            >
              Take back
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
