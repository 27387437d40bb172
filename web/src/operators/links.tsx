/** Ids that lead somewhere: to a timeline, an agent, a draft, an approval; any other id stands as it is. */

import { Code } from "@mantine/core";
import { AnchorLink } from "../ui/AnchorLink";

export function TimelineLink({ id }: { id: string }) {
  if (!id) return <>–</>;
  return (
    <AnchorLink to="/ops/timeline/$correlationId" params={{ correlationId: id }}>
      <Code>{id}</Code>
    </AnchorLink>
  );
}

export function AgentLink({ id, name }: { id: string; name?: string }) {
  if (!id) return <>–</>;
  return (
    <AnchorLink to="/ops/agents/$agentId" params={{ agentId: id }}>
      {name || <Code>{id}</Code>}
    </AnchorLink>
  );
}

/** What something happened to, by its id; the id's first letters say what it is. */
export function SubjectLink({ id }: { id: string }) {
  const about = <Code>{id || "–"}</Code>;
  if (id.startsWith("agt_")) return <AgentLink id={id} />;
  if (id.startsWith("dlv_"))
    return (
      <AnchorLink to="/ops/drafts" search={{ open: id }}>
        {about}
      </AnchorLink>
    );
  if (id.startsWith("apr_"))
    return (
      <AnchorLink to="/ops/approvals" search={{ open: id }}>
        {about}
      </AnchorLink>
    );
  return about;
}

/** `user:usr_1`, `agent:agt_1`, `platform:effects`: who did it, an agent with a link. */
export function Actor({ actor }: { actor: string }) {
  const [kind = "", id = ""] = actor.split(/:(.*)/s);
  if (kind === "agent" && id) return <AgentLink id={id} name={`Agent ${id}`} />;
  if (kind === "user" && id) return <>Person {id}</>;
  if (kind === "platform" || kind === "agent") return <>{id ? `the ${kind} (${id})` : `the ${kind}`}</>;
  return <>{actor || "–"}</>;
}
