/** Saving: in force once everything is there, or as a draft as far as it has come. */
import { Button, Group, Stack, Text } from "@mantine/core";
import type { Problem } from "../../api/problem";
import { isSame, pathOf, valueAt } from "../../forms/pointers";
import type { SchemaFormState } from "../../forms/state";
import { ProblemNote } from "../../ui/ProblemNote";
import type { Act } from "../act";
import type { Agent } from "../queries";
import type { Draft } from "./saving";

interface Props {
  form: SchemaFormState;
  draft: Draft;
  agent: Agent;
  saving: Record<"keep" | "enforce", Act<Draft>>;
  problem: Problem | undefined;
  blocked: boolean;
}

export function SaveBar({ form, draft, agent, saving, problem, blocked }: Props) {
  const isInForce = draft.isKept && agent.finalized_at !== null && isSame(agent.config, agent.config_draft);
  const busy = saving.keep.busy || saving.enforce.busy;
  const act = (which: Act<Draft>, other: Act<Draft>) => {
    other.forget();
    which.run(draft);
  };
  return (
    <Stack gap="xs">
      {problem && <ProblemNote problem={problem} withoutFields={problem.status === 422} />}
      <Group gap="xs">
        <Button
          onClick={() => act(saving.enforce, saving.keep)}
          loading={saving.enforce.busy}
          disabled={!form.valid || isInForce || busy || blocked}
        >
          Save
        </Button>
        <Button
          variant="default"
          onClick={() => act(saving.keep, saving.enforce)}
          loading={saving.keep.busy}
          disabled={draft.isKept || hasWrong(form) || busy || blocked}
        >
          Keep as a draft
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {standing(form, draft, isInForce)}
        </Text>
      </Group>
    </Stack>
  );
}

/** The server keeps what lacks something, but nothing that is wrong. */
export function hasWrong({ errors, value }: Pick<SchemaFormState, "errors" | "value">): boolean {
  return errors.some(({ pointer }) => valueAt(value, pathOf(pointer)) !== undefined);
}

function standing(form: SchemaFormState, draft: Draft, isInForce: boolean): string {
  if (isInForce) return "All of this is in force.";
  if (!form.valid) return "It can be saved once the fields above are filled in.";
  return draft.isKept ? "Kept as a draft, not in force yet." : "Not saved yet.";
}
