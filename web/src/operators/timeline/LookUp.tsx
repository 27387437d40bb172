/** A correlation id, such as the reference that a problem names, leads to its timeline. */
import { Button, Group, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";

export function LookUp({ id = "" }: { id?: string }) {
  const [said, setSaid] = useState(id);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const correlationId = said.trim();
    if (correlationId) void navigate({ to: "/ops/timeline/$correlationId", params: { correlationId } });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Correlation id"
          placeholder="cor_…"
          value={said}
          onChange={(event) => setSaid(event.currentTarget.value)}
          flex={1}
          maw={420}
        />
        <Button type="submit" disabled={!said.trim() || said.trim() === id}>
          Show
        </Button>
      </Group>
    </form>
  );
}
