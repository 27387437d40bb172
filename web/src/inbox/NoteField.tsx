/** A reviewer's words that go with a context into the model. */
import { Textarea } from "@mantine/core";

export function NoteField({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  return (
    <Textarea
      mt="sm"
      label="Your note for the agent (optional)"
      description="Added to what the model reads, once you approve."
      autosize
      minRows={2}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
