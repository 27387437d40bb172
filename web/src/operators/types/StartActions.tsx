/** What can be begun from a published type: its next version where it is one's own, and a new type. */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { asProblem, Problem } from "../../api/problem";
import { ButtonLink } from "../../ui/ButtonLink";
import { ProblemNote } from "../../ui/ProblemNote";
import { StartDialog } from "./StartDialog";
import { draftsQuery, type PublishedType, startDraft } from "./typesApi";
import { useOwnerOf } from "./whose";

export function StartActions({ type }: { type: PublishedType }) {
  const [opened, setOpened] = useState(false);
  const isMine = useOwnerOf()(type.publisher) === "mine";
  return (
    <>
      {isMine && <NextVersion type={type} />}
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        Start a new type from it
      </Button>
      <StartDialog opened={opened} onClose={() => setOpened(false)} from={type.agent_type_id} />
    </>
  );
}

function NextVersion({ type }: { type: PublishedType }) {
  const { agent_type_id: agentTypeId } = type;
  const drafts = useInfiniteQuery(draftsQuery);
  const navigate = useNavigate();
  const toDraft = { to: "/ops/types/$agentTypeId/edit", params: { agentTypeId } } as const;
  const starting = useMutation({
    mutationFn: () => startDraft(agentTypeId, type),
    onSuccess: () => void navigate(toDraft),
    onError: (thrown) => void (isThere(thrown) && navigate(toDraft)),
  });
  if (drafts.isPending) return null;
  const isBegun = drafts.data?.pages.some((page) =>
    page.items.some((one) => one.agent_type_id === agentTypeId),
  );
  if (isBegun) {
    return (
      <ButtonLink size="xs" {...toDraft}>
        Go on with the draft of version {type.version + 1}
      </ButtonLink>
    );
  }
  return (
    <>
      {starting.error && !isThere(starting.error) && <ProblemNote problem={asProblem(starting.error)} />}
      <Button size="xs" loading={starting.isPending} onClick={() => starting.mutate()}>
        Start version {type.version + 1}
      </Button>
    </>
  );
}

/** Somebody has begun it already. */
function isThere(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.status === 412;
}
