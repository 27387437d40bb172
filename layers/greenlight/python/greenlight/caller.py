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
    `signed_in_at` is when he last proved himself to the issuer (OIDC's `auth_time`); 0 where nobody says.
    """

    tenant_id: str
    user_id: str
    roles: frozenset[Role] = frozenset()
    agent_id: str = ""
    run_id: str = ""
    correlation_id: str = ""
    timezone: str = "UTC"
    expires_at: int = 0
    signed_in_at: int = 0

    def may(self, *roles: Role) -> bool:
        """True if the caller holds at least one of these roles."""
        return not self.roles.isdisjoint(roles)

    def acting_as(self, *roles: Role) -> "Caller":
        """Himself. Raises Denied without one of these roles."""
        if not self.may(*roles):
            raise Denied(f"This takes the role of {' or '.join(roles)}.", rule="role")
        return self

    def now(self) -> datetime:
        """The caller's local time; what "today" means to him."""
        return datetime.now(UTC).astimezone(ZoneInfo(self.timezone))
