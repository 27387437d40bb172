"""What a draft needs to know beside its goal: whom a credential speaks for, and what the agent tried last."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from greenlight import denials, keys
from greenlight.declare import VAULT
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Denied
from greenlight.items import Items
from greenlight.keys import Keys

from .given import Given
from .ports import Json

MOST_LOOKED_AT = 500  # denials and deliverables that a report goes through
PAGE = 100
TRIED = frozenset({"executed", "failed", "needs_person"})


def identity(given: Given, ref: str, provider: str) -> Json:
    """Of the owner's own credential, as the vault describes it; never its secret. Raises Denied."""
    found = Items(VAULT).get(Keys(given.run.tenant_id).credential(ref)) if keys.is_part(ref) else None
    if not found or found["user_id"] != given.run.user_id or found["provider"] != provider:
        raise Denied(f"There is no {provider} account under that reference; connect one.", rule="credential")
    if found["status"] == "revoked":
        raise Denied(f"The {provider} account is disconnected; connect it again.", rule="credential")
    said: Json = found.get("identity", {})
    return said


def attempts(given: Given, most: int) -> Sequence[Json]:
    """What this agent asked for last, done or denied, newest first: `{at, tool, what, outcome, rule, detail}`."""
    tenant_id, agent_id = given.run.tenant_id, given.agent.agent_id
    denied = (_of_denial(one) for one in _denials(tenant_id) if one["agent_id"] == agent_id and one["tool"])
    done = (_of_deliverable(one) for one in _deliverables(tenant_id, agent_id) if one.status in TRIED)
    found = chain(islice(denied, most), islice(done, most))
    return sorted(found, key=lambda one: (str(one["at"]), str(one["what"])), reverse=True)[:most]


def _denials(tenant_id: str) -> Iterator[Json]:
    cursor: str | None = None
    for _ in range(MOST_LOOKED_AT // PAGE):
        page, cursor = denials.page(tenant_id, limit=PAGE, cursor=cursor)
        yield from page
        if not cursor:
            return


def _deliverables(tenant_id: str, agent_id: str) -> Iterator[Deliverable]:
    cursor: str | None = None
    for _ in range(MOST_LOOKED_AT // PAGE):
        page, cursor = Deliverables(tenant_id).of_agent(agent_id, PAGE, cursor)
        yield from page
        if not cursor:
            return


def _of_denial(one: Json) -> dict[str, Any]:
    said = {"at": one["at"], "tool": one["tool"], "what": one["subject"], "outcome": "denied"}
    return said | {"rule": one["rule"], "detail": one["detail"]}


def _of_deliverable(one: Deliverable) -> dict[str, Any]:
    said = {"at": one.updated_at, "tool": one.tool, "what": one.deliverable_id, "outcome": one.status}
    return said | {"rule": "", "detail": str(one.effect.get("detail", ""))}
