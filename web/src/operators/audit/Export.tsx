/** Takes the evidence along: a person's, an agent's or all of it, as a file that proves itself. */
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNote } from "../../ui/ProblemNote";
import { type Exported, type ExportWanted, exportTrail } from "./audit";
import { ExportResult } from "./ExportResult";
import { download, fileName } from "./exportFile";
import { PeriodInput } from "./PeriodInput";
import { isInOrder } from "./period";

const EVERYTHING: ExportWanted = { user_id: "", agent_id: "", from: "", to: "" };

async function take(wanted: ExportWanted): Promise<{ exported: Exported; name: string }> {
  const name = fileName(wanted, new Date().toISOString().slice(0, 10));
  const exported = await exportTrail(wanted);
  if (exported.kind === "text") download(exported.text, name);
  return { exported, name };
}

export function Export() {
  const [wanted, setWanted] = useState(EVERYTHING);
  const exporting = useMutation({ mutationFn: take });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    exporting.mutate(wanted);
  };
  return (
    <Stack gap="md" maw={900}>
      <Text size="sm">
        A file of JSON lines: each entry with its proof, and the blocks it is proved by. Whoever holds it
        needs no access to Greenlight to check it. Leave person and agent empty to take everything.
      </Text>
      <form onSubmit={submit}>
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Person"
            placeholder="usr_…"
            value={wanted.user_id}
            onChange={(event) => setWanted({ ...wanted, user_id: event.currentTarget.value.trim() })}
          />
          <TextInput
            label="Agent"
            placeholder="agt_…"
            value={wanted.agent_id}
            onChange={(event) => setWanted({ ...wanted, agent_id: event.currentTarget.value.trim() })}
          />
          <PeriodInput period={wanted} onChange={(period) => setWanted({ ...wanted, ...period })} />
          <Button type="submit" loading={exporting.isPending} disabled={!isInOrder(wanted)}>
            Export
          </Button>
        </Group>
      </form>
      <div role="status">
        {exporting.isPending && <Text size="sm">Gathering the evidence…</Text>}
        {exporting.data && <ExportResult {...exporting.data} />}
      </div>
      {exporting.error && (
        <ProblemNote problem={asProblem(exporting.error)} onRetry={() => exporting.mutate(wanted)} />
      )}
    </Stack>
  );
}
