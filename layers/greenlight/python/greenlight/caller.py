"""Who is asking: the envelope that carries identity past every door, so that arguments never do."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from .errors import Denied

Role = str  # "customer" | "approver" | "operator" | "viewer"


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified identity: of a signed-in person (`roles`), or of an agent's run on his behalf (`run_id`).

    `expires_at` is the end of the proof, in epoch seconds UTC; 0 where the door has checked it for this call.
    """

    tenant_id: str
    user_id: str
    roles: frozenset[Role] = frozenset()
    agent_id: str = ""
    run_id: str = ""
    correlation_id: str = ""
    timezone: str = "UTC"
    expires_at: int = 0

    def may(self, *roles: Role) -> bool:
        """True if the caller holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)

    def acting_as(self, role: Role) -> "Caller":
        """Himself. Raises Denied without that role."""
        if not self.may(role):
            raise Denied(f"Only a {role} can do this.", rule="role")
        return self

    def now(self) -> datetime:
        """The caller's local time; what "today" means to him."""
        return datetime.now(UTC).astimezone(ZoneInfo(self.timezone))
