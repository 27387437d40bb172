/** A verdict, once more before it is given: what it does, the words it needs, and the one way to say it for good. */
import { Button, Group, Kbd, Modal, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { FOCUS_AT_ONCE } from "../ui/focusAtOnce";
import { useKeys } from "../ui/shortcuts";
import { Told } from "../ui/Told";
import type { Asking } from "./verdicts";

interface Props {
  asking: Asking;
  busy: boolean;
  /** It was refused for what stands there now: read that first. */
  stopped: boolean;
  note: string;
  onNote: (note: string) => void;
  /** What will go out, or what was changed; and what stands in the way. */
  children?: ReactNode;
  onGive: () => void;
  onClose: () => void;
}

export function VerdictDialog({ asking, busy, stopped, note, onNote, children, onGive, onClose }: Props) {
  const [missing, setMissing] = useState(false);
  const give = () => {
    if (busy || stopped) return;
    if (asking.needsWords && !note.trim()) setMissing(true);
    else onGive();
  };
  useKeys({ "mod+Enter": give });
  return (
    <Modal
      opened
      onClose={onClose}
      title={asking.title}
      size="lg"
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="sm">
        <Text size="sm" component="div">
          <Told>{asking.about}</Told>
        </Text>
        {children}
        {asking.words && (
          <Textarea
            label={asking.words}
            required={asking.needsWords}
            {...(asking.needsWords && FOCUS_AT_ONCE)}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={4000}
            value={note}
            error={missing && !note.trim() && "Please say it in a few words."}
            onChange={(event) => onNote(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus={!asking.needsWords || undefined}>
            {stopped ? "Close" : "Not yet"}
          </Button>
          <Button
            color={asking.color}
            onClick={give}
            loading={busy}
            disabled={stopped}
            aria-keyshortcuts="Control+Enter"
            rightSection={
              <Kbd size="xs" aria-hidden>
                Ctrl ↵
              </Kbd>
            }
          >
            {asking.button}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
