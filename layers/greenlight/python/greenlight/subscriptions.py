"""A subscription: on what terms a person has one hired agent. How it stands follows from its row and the clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from .declare import AGENTS
from .errors import Gone, NotFound
from .items import Item, Items
from .keys import Keys
from .threads.records import utc

Plan = Literal["trial", "monthly"]
TrialStatus = Literal["active", "expired", "converted", "none"]
MISSING = "There is no such subscription."


@dataclass(frozen=True, slots=True)
class Subscription:
    """Times are ISO 8601 in UTC, empty for what has not come. `trial` is `{status: active, converted or none,
    started_at, ends_at, caps}`; what its agent made is kept for `retention_days` after the end."""

    subscription_id: str
    user_id: str
    agent_id: str
    agent_type_id: str
    plan: Plan
    status: Literal["active", "ended"]
    started_at: str
    retention_days: int
    revision: int
    type_version: int = 1
    title: str = ""
    trial: Mapping[str, Any] = field(default_factory=dict)
    ended_at: str = ""
    retention_until: str = ""
    entries: tuple[str, ...] = ()

    @property
    def has_ended(self) -> bool:
        return self.status == "ended"

    def trial_status(self, now: float) -> TrialStatus:
        return trial_status(self.trial, now)

    def is_beyond_retention(self, now: float) -> bool:
        """From then on its hub is disabled, and what it made may be removed."""
        return self.has_ended and self.retention_until <= utc(now)

    def running(self) -> "Subscription":
        """Itself. Raises Gone for one that has ended."""
        if self.has_ended:
            raise Gone("This subscription has ended; hire the agent again to go on.")
        return self


def trial_status(trial: Mapping[str, Any], now: float) -> TrialStatus:
    """Of a subscription's trial, or of its agent's, which says the same."""
    status: TrialStatus = trial.get("status", "none")
    return "expired" if status == "active" and trial["ends_at"] <= utc(now) else status


class TrialTerms(BaseModel):
    """As it is shown. `caps` are counts over the whole trial; what is absent has none."""

    started_at: str | None
    ends_at: str | None
    caps: dict[str, int]


def trial_shown(trial: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "started_at": trial.get("started_at") or None,
        "ends_at": trial.get("ends_at") or None,
        "caps": dict(trial.get("caps", {})),
    }


def from_item(item: Item) -> Subscription:
    known = {name: item[name] for name in Subscription.__dataclass_fields__ if name in item}
    return Subscription(**{**known, "entries": tuple(known.get("entries", ()))})


def get(tenant_id: str, user_id: str, subscription_id: str) -> Subscription:
    """Raises NotFound, the same for another user's."""
    try:
        found = Items(AGENTS).get(Keys(tenant_id).subscription(user_id, subscription_id))
    except ValueError:
        found = None
    if not found:
        raise NotFound(MISSING)
    return from_item(found)
