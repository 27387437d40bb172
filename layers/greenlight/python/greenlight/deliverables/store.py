"""The deliverables of one tenant, read; `changes` says how they change."""

from greenlight.declare import AGENTS
from greenlight.errors import NotFound
from greenlight.items import Items
from greenlight.keys import Keys

from .records import Deliverable, Version, from_item, version_from

MISSING = "There is no such deliverable."


class Deliverables:
    """Reads are consistent, but for the list by agent, which an index answers."""

    def __init__(self, tenant_id: str) -> None:
        self.tenant_id, self.keys, self._items = tenant_id, Keys(tenant_id), Items(AGENTS)

    def get(self, deliverable_id: str) -> Deliverable:
        """Whoever's it is, for the platform's own work. Raises NotFound."""
        try:
            found = self._items.get(self.keys.deliverable(deliverable_id))
        except ValueError:
            found = None
        if not found:
            raise NotFound(MISSING)
        return from_item(found)

    def owned_by(self, user_id: str, deliverable_id: str) -> Deliverable:
        """Raises NotFound, the same for another user's."""
        found = self.get(deliverable_id)
        if found.user_id != user_id:
            raise NotFound(MISSING)
        return found

    def of_agent(
        self, agent_id: str, limit: int, cursor: str | None = None
    ) -> tuple[list[Deliverable], str | None]:
        """One page, newest first."""
        page = self._items.query(
            self.keys.deliverables_of(agent_id), index=1, limit=limit, cursor=cursor, descending=True
        )
        return [from_item(item) for item in page.items], page.next

    def versions(self, deliverable_id: str) -> list[Version]:
        """Oldest first."""
        pk = self.keys.deliverable(deliverable_id)["pk"]
        return [version_from(item) for item in self._items.every(pk, begins="VERSION#")]
