/** No drafts: what they are, and how they come about; or that none fits the filter. */
import { ButtonLink } from "../../ui/ButtonLink";
import { Empty } from "../../ui/Empty";
import type { Filter } from "./answers";

export function NoDrafts({ agentId, filter }: { agentId: string; filter: Filter }) {
  const search = { agent: agentId };
  if (filter.status || filter.goal) {
    const all = (
      <ButtonLink to="/agents/drafts" search={search} variant="default" size="xs">
        Show all drafts
      </ButtonLink>
    );
    return (
      <Empty title="No draft fits" action={all}>
        There is none of this state and goal.
      </Empty>
    );
  }
  const goals = (
    <ButtonLink to="/agents/goals" search={search} size="xs">
      To its goals
    </ButtonLink>
  );
  return (
    <Empty title="Nothing drafted yet" action={goals}>
      Drafts come from goals: set one, and run it or wait for its time. Whatever it drafts waits here for your
      answer.
    </Empty>
  );
}
