/** A question before something that matters: what will happen, a way back, and the deed. */
import { Button, Group, Modal, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { Problem } from "../api/problem";
import { ProblemNote } from "./ProblemNote";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  action: string;
  onAct: () => void;
  busy?: boolean;
  disabled?: boolean;
  /** It takes something away. */
  grave?: boolean;
  problem?: Problem | undefined;
  back?: string;
}

export function AskDialog({ opened, onClose, title, children, action, onAct, busy, ...more }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <Stack gap="md">
        {children}
        {more.problem && <ProblemNote problem={more.problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {more.back ?? "Back"}
          </Button>
          <Button
            onClick={onAct}
            loading={busy}
            disabled={more.disabled}
            {...(more.grave && { color: "red.9" })}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
