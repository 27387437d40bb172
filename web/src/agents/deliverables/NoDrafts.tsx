/** No drafts: what they are, and how they come about; or that none fits the filter. */
import { AnchorLink } from "../../ui/AnchorLink";
import { Empty } from "../../ui/Empty";
import type { Filter } from "./answers";

export function NoDrafts({ agentId, filter }: { agentId: string; filter: Filter }) {
  if (filter.status || filter.goal)
    return (
      <Empty
        title="No draft fits"
        action={
          <Button
            component={Link}
            to="/agents/drafts"
            search={{ agent: agentId }}
            variant="default"
            size="xs"
          >
            Show all drafts
          </Button>
        }
      >
        There is none of this state and goal.
      </Empty>
    );
  return (
    <Empty
      title="Nothing drafted yet"
      action={
        <AnchorLink to="/agents/goals" search={{ agent: agentId }}>
          To its goals
        </AnchorLink>
      }
    >
      Drafts come from goals: set one, and run it or wait for its time. Whatever it drafts waits here for your
      answer.
    </Empty>
  );
}
