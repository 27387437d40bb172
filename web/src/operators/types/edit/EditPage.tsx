/** A draft of an agent type: written, looked at by the guardrails, and made a version of. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { AnchorLink } from "../../../ui/AnchorLink";
import { ButtonLink } from "../../../ui/ButtonLink";
import { Empty } from "../../../ui/Empty";
import { Loaded } from "../../../ui/Loaded";
import { Page } from "../../../ui/Page";
import { type Draft, draftQuery } from "../typesApi";
import { DraftEditor } from "./DraftEditor";

export default function EditPage() {
  const { agentTypeId } = useParams({ from: "/signed-in-only/ops/types/$agentTypeId/edit" });
  const query = useQuery(draftQuery(agentTypeId));
  return (
    <Page title={`Draft of ${agentTypeId}`}>
      <AnchorLink to="/ops/types">All agent types</AnchorLink>
      <Loaded query={query}>
        {(draft) => <Editor key={agentTypeId} stored={draft} agentTypeId={agentTypeId} />}
      </Loaded>
    </Page>
  );
}

/** What was begun stays, also when somebody else publishes it meanwhile. */
function Editor({ stored, agentTypeId }: { stored: Draft | null; agentTypeId: string }) {
  const [first, setFirst] = useState(stored);
  if (!first && stored) setFirst(stored);
  const begun = first ?? stored;
  if (begun) return <DraftEditor first={begun} stored={stored} agentTypeId={agentTypeId} />;
  return <NoDraft agentTypeId={agentTypeId} />;
}

function NoDraft({ agentTypeId }: { agentTypeId: string }) {
  return (
    <Empty
      title="There is no draft of this type"
      action={
        <ButtonLink to="/ops/types/$agentTypeId" params={{ agentTypeId }} variant="default" size="xs">
          To the published type
        </ButtonLink>
      }
    >
      It may have been published or deleted. A draft is begun from a published type.
    </Empty>
  );
}
