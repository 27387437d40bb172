/** Where a person writes: Enter sends, Shift+Enter breaks the line; what is refused comes back to be mended. */
import { Button, CloseButton, Group, Stack, Text, Textarea } from "@mantine/core";
import { useId, useRef } from "react";
import { ProblemNote } from "../../ui/ProblemNote";
import { drafts, useDraft } from "../sending/drafts";
import { outbox } from "../sending/outbox";
import { lengthOf } from "../sending/size";

interface Props {
  /** Empty for a new one. */
  thread: string;
  agent: string;
  agentId?: string;
  audit?: boolean;
  disabled?: boolean;
}

export function Composer({ thread, agent, agentId = "", audit = false, disabled = false }: Props) {
  const { text, refusal } = useDraft(thread);
  const { words, isTooLong } = lengthOf(text);
  const field = useRef<HTMLTextAreaElement>(null);
  const about = useId();
  const maySend = text.trim() !== "" && !isTooLong && !disabled;
  const send = () => {
    if (!maySend) return;
    drafts.write(thread, "");
    outbox.send({ thread, text: text.trim(), agentId: thread ? "" : agentId, audit: !thread && audit });
    field.current?.focus();
  };
  return (
    <Stack
      gap={4}
      component="form"
      onSubmit={(event) => [event.preventDefault(), send()]}
      aria-label="Your message"
    >
      {refusal && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ flex: 1 }}>
            <ProblemNote problem={refusal} />
          </div>
          <CloseButton aria-label="Put the refusal away" onClick={() => drafts.forgive(thread)} />
        </Group>
      )}
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Textarea
          ref={field}
          flex={1}
          aria-label={`Message to ${agent}`}
          aria-describedby={about}
          placeholder={`Message to ${agent}`}
          autosize
          minRows={1}
          maxRows={10}
          value={text}
          error={isTooLong}
          disabled={disabled}
          onChange={({ currentTarget }) => drafts.write(thread, currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <Button type="submit" disabled={!maySend}>
          Send
        </Button>
      </Group>
      <Text id={about} size="xs" c={isTooLong ? undefined : "dimmed"} role={isTooLong ? "alert" : undefined}>
        {words || "Enter sends, Shift+Enter begins a new line."}
      </Text>
    </Stack>
  );
}
