/** Asks for a reason before something is done that others will read about; the reason is kept in the audit trail. */

import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { asProblem } from "../api/problem";
import { FOCUS_AT_ONCE } from "../ui/focusAtOnce";
import { ProblemNote } from "../ui/ProblemNote";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What it does, and who reads the reason. */
  children: ReactNode;
  action: string;
  stops?: boolean;
  longest?: number;
  act: (reason: string) => Promise<unknown>;
}

export function ReasonDialog({ opened, onClose, title, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ "aria-label": "Close" }}>
      <ReasonForm onClose={onClose} {...rest} />
    </Modal>
  );
}

type FormProps = Omit<Props, "opened" | "title">;

function ReasonForm({ onClose, children, action, stops, longest = 300, act }: FormProps) {
  const [reason, setReason] = useState("");
  const doing = useMutation({ mutationFn: () => act(reason.trim()), onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim()) doing.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm" component="div">
          {children}
        </Text>
        <Textarea
          label="Reason"
          required
          {...FOCUS_AT_ONCE}
          autosize
          minRows={2}
          maxLength={longest}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {doing.error && <ProblemNote problem={asProblem(doing.error)} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            color={stops ? "red.9" : undefined}
            loading={doing.isPending}
            disabled={!reason.trim()}
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
