"""Goals of one tenant: read, and written with what must follow (its schedule, its place in the net's index)."""

from collections.abc import Sequence

from greenlight import keys, outbox
from greenlight.declare import AGENTS
from greenlight.errors import NotFound
from greenlight.items import Item, Items, Write
from greenlight.keys import ItemKey, Keys
from greenlight.threads.records import utc

from .records import Goal, goal_from, goal_item

MISSING = "There is no such goal."


class Goals:
    """Every id that came from outside may be handed in as it is: one that cannot be is absent."""

    def __init__(self, tenant_id: str) -> None:
        self.tenant_id, self.keys, self._items = tenant_id, Keys(tenant_id), Items(AGENTS)

    def get(self, user_id: str, agent_id: str, goal_id: str) -> Goal:
        """Raises NotFound, the same for another's."""
        if not (keys.is_part(agent_id) and keys.is_part(goal_id)):
            raise NotFound(MISSING)
        found = self._items.get(self.keys.goal(user_id, agent_id, goal_id))
        if not found:
            raise NotFound(MISSING)
        return goal_from(found)

    def of_agent(
        self, user_id: str, agent_id: str, limit: int, cursor: str | None = None
    ) -> tuple[list[Goal], str | None]:
        """One page, oldest first."""
        pk = self.keys.goal(user_id, agent_id, "any")["pk"]
        page = self._items.query(pk, begins="GOAL#", limit=limit, cursor=cursor)
        return [goal_from(item) for item in page.items], page.next

    def writing(self, goal: Goal, before: Goal | None) -> list[Write]:
        """The whole row, its schedule, and for a new goal the claim of its id: a goal's slots are known by that alone,
        so that no other agent of this tenant may have one of the same."""
        condition, values = "attribute_not_exists(pk)", {}
        if before:
            condition = "revision = :revision AND since = :since AND active_run = :run"
            values = {":revision": before.revision, ":since": before.since, ":run": before.active_run}
        put = self._items.putting(
            {**self._key(goal), **goal_item(goal), **_index(goal)}, condition=condition, values=values
        )
        return [put, scheduling(goal), *([] if before else [self._claiming(goal)])]

    def deleting(self, goal: Goal) -> list[Write]:
        condition, values = "revision = :revision", {":revision": goal.revision}
        return [self._items.deleting(self._key(goal), condition=condition, values=values), scheduling(goal)]

    def running(self, goal: Goal, goal_run_id: str) -> Write:
        """Notes the newest run, if no other has begun since the goal was read."""
        return self._items.updating(
            self._key(goal), "SET active_run = :now",
            condition="revision = :revision AND active_run = :run",
            values={":now": goal_run_id, ":revision": goal.revision, ":run": goal.active_run},
        )  # fmt: skip

    def claimed(self, goal_id: str, slots: Sequence[str]) -> set[str]:
        """Those of at most 100 slots, by name, that somebody has claimed."""
        found = self._items.get_many([self.keys.slot(goal_id, slot) for slot in slots]) if slots else []
        return {item["slot"] for item in found}

    def has_agent(self, goal: Goal) -> bool:
        """Whether its agent is there and not disabled for good; a paused one may go on any day."""
        agent = self._items.get(self.keys.agent(goal.user_id, goal.agent_id))
        return agent is not None and agent["status"] != "disabled"

    def run(self, goal_run_id: str) -> Item | None:
        return self._items.get(self.keys.goal_run(goal_run_id)) if goal_run_id else None

    def _key(self, goal: Goal) -> ItemKey:
        return self.keys.goal(goal.user_id, goal.agent_id, goal.goal_id)

    def _claiming(self, goal: Goal) -> Write:
        owner = {"user_id": goal.user_id, "agent_id": goal.agent_id}
        return self._items.putting(
            {**self.keys.goal_owner(goal.goal_id), **owner},
            condition="attribute_not_exists(pk) OR (user_id = :user AND agent_id = :agent)",
            values={":user": goal.user_id, ":agent": goal.agent_id},
        )


def scheduling(goal: Goal) -> Write:
    """Has the goal's schedule made equal to what its row says by then."""
    body = {"goal_id": goal.goal_id, "user_id": goal.user_id, "agent_id": goal.agent_id}
    return outbox.row(goal.tenant_id, "schedule", body)


def _index(goal: Goal) -> Item:
    look_at = goal.look_at(goal.since)
    return {"gsi2pk": keys.due(goal.goal_id), "gsi2sk": utc(look_at)} if look_at else {}
