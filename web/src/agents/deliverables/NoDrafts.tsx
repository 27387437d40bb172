/** No drafts: what they are, and how they come about; or that none fits the filter. */
import { AnchorLink } from "../../ui/AnchorLink";
import { Empty } from "../../ui/Empty";
import type { Filter } from "./answers";

export function NoDrafts({ agentId, filter }: { agentId: string; filter: Filter }) {
  const search = { agent: agentId };
  if (filter.status || filter.goal) {
    const all = (
      <AnchorLink to="/agents/drafts" search={search}>
        Show all drafts
      </AnchorLink>
    );
    return (
      <Empty title="No draft fits" action={all}>
        There is none of this state and goal.
      </Empty>
    );
  }
  const goals = (
    <AnchorLink to="/agents/goals" search={search}>
      To its goals
    </AnchorLink>
  );
  return (
    <Empty title="Nothing drafted yet" action={goals}>
      Drafts come from goals: set one, and run it or wait for its time. Whatever it drafts waits here for your
      answer.
    </Empty>
  );
}
