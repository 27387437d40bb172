/** Begins a new type from a published one: under another id, with all that the other says. */

import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { asProblem, type Problem } from "../../api/problem";
import { queries } from "../../api/queries";
import { FOCUS_AT_ONCE } from "../../ui/focusAtOnce";
import { ProblemNote } from "../../ui/ProblemNote";
import { startDraft, typeQuery, typesQuery } from "./typesApi";

interface Props {
  opened: boolean;
  onClose: () => void;
  /** The type to begin from; without it the person chooses. */
  from?: string;
}

export function StartDialog({ opened, onClose, from }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Start a new type"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <StartForm onClose={onClose} from={from} />
    </Modal>
  );
}

function StartForm({ onClose, from }: Omit<Props, "opened">) {
  const [id, setId] = useState("");
  const [chosen, setChosen] = useState(from ?? "");
  const types = useInfiniteQuery(typesQuery).data?.pages.flatMap((page) => page.items) ?? [];
  const navigate = useNavigate();
  const starting = useMutation({
    mutationFn: async () => startDraft(id.trim(), await queries.fetchQuery(typeQuery(chosen))),
    onSuccess: (draft) =>
      void navigate({ to: "/ops/types/$agentTypeId/edit", params: { agentTypeId: draft.agent_type_id } }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (id.trim() && chosen) starting.mutate();
  };
  const problem = starting.error ? asProblem(starting.error) : undefined;
  const wrongId = problem && idError(problem);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <NativeSelect
          label="Begin with what this type says"
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            { value: "", label: "Choose…" },
            ...types.map((type) => ({
              value: type.agent_type_id,
              label: `${type.title} (${type.agent_type_id})`,
            })),
          ]}
        />
        <TextInput
          label="Id of the new type"
          description="Words with dots between and a major, such as dental.recall.v1"
          {...FOCUS_AT_ONCE}
          autoComplete="off"
          spellCheck={false}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
          error={wrongId}
        />
        {problem && !wrongId && <ProblemNote problem={problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={starting.isPending} disabled={!id.trim() || !chosen}>
            Start the draft
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** What is wrong with the id, in words for its field. */
function idError(problem: Problem): string | undefined {
  if (problem.status === 412) return "There is a draft of this type already.";
  if (problem.rule === "publisher") return problem.message;
  const said = problem.errors.find((one) => one.pointer === "/agent_type_id");
  return said && `It ${said.detail}.`;
}
