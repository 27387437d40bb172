/** The conversation's name, whom it is with, and the way to the others. */
import { Button, Group, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { lazy, type ReactNode, Suspense, useState } from "react";

const ThreadDrawer = lazy(() => import("../list/ThreadDrawer"));

interface Props {
  title: string;
  agent?: string;
  thread: string;
  mayTalk: boolean;
  actions?: ReactNode;
}

export function Head({ title, agent, thread, mayTalk, actions }: Props) {
  const [opened, setOpened] = useState(false);
  useDocumentTitle(`${title} · Greenlight`);
  return (
    <Group justify="space-between" gap="xs">
      <div style={{ minWidth: 0, flex: "1 1 12rem" }}>
        <Title order={1} lineClamp={1}>
          {title}
        </Title>
        {agent && (
          <Text size="xs" c="dimmed">
            with {agent}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <Button size="xs" variant="default" hiddenFrom="md" onClick={() => setOpened(true)}>
          Conversations
        </Button>
        {actions}
      </Group>
      {opened && (
        <Suspense>
          <ThreadDrawer thread={thread} mayTalk={mayTalk} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </Group>
  );
}
