"""The doors of subscriptions: what I have hired, and hiring."""

import time
from typing import Any

from greenlight import agent_types, audit, secret_places, subscriptions
from greenlight.caller import Caller
from greenlight.declare import AGENTS
from greenlight.errors import Conflict, Invalid
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id
from greenlight.rest import Answer, answer, body, current_caller, query
from greenlight.spec import spec
from greenlight.subscriptions import Subscription, trial_shown

from . import records, schemas
from .records import Hire

MOST = 100  # running ones of a person: the hub shows all of them at once


@spec(query=schemas.SubscriptionsQuery, returns=schemas.Subscriptions, roles=("customer",))
def list_subscriptions() -> dict[str, Any]:
    """My subscriptions, latest first, those that have ended too."""
    caller, page = current_caller(), query(schemas.SubscriptionsQuery)
    pk = _partition(caller)
    found = Items(AGENTS).query(
        pk, begins="SUBSCRIPTION#", limit=page.limit, cursor=page.cursor, descending=True
    )
    items = [shown(subscriptions.from_item(item)) for item in found.items]
    return {"items": items, "next_cursor": found.next}


@spec(returns=schemas.Subscription, roles=("customer",))
def get_subscription(subscription_id: str) -> Answer:
    """One subscription as it stands; its revision is the ETag."""
    caller = current_caller()
    found = subscriptions.get(caller.tenant_id, caller.user_id, subscription_id)
    return answer(shown(found), revision=found.revision)


@spec(body=schemas.NewSubscription, returns=schemas.Subscription, status=201, roles=("customer",))
def subscribe() -> Answer:
    """Hires an agent: starts the subscription, its trial, and an instance that waits to be configured."""
    caller, wanted = current_caller(), body(schemas.NewSubscription)
    if said := secret_places.complaint({"name": wanted.name}):
        raise Invalid(said, problems=[{"pointer": "/name", "detail": "looks like a secret"}])
    kind = agent_types.seen(caller.tenant_id, wanted.agent_type_id)
    if _running(caller) >= MOST:
        raise Conflict(f"You have {MOST} subscriptions; end one first.")
    subscription_id, agent_id = new_id("sub"), new_id("agt")
    entry_id, entry = audit.entry(
        caller.tenant_id, "agent.hired", actor=f"user:{caller.user_id}", subject=subscription_id,
        correlation_id=caller.correlation_id, agent_id=agent_id,
        details={"user_id": caller.user_id, "agent_type_id": kind.agent_type_id, "version": kind.version,
                 "plan": wanted.plan},
    )  # fmt: skip
    hire = Hire(caller, kind, wanted.plan, wanted.name, subscription_id, agent_id, entry_id, time.time())
    made, new = records.subscription(hire), "attribute_not_exists(pk)"
    table = Items(AGENTS)
    commit([table.putting(made, condition=new), table.putting(records.instance(hire), condition=new), entry])
    where = {"Location": f"/api/cp/subscriptions/{subscription_id}"}
    return answer(shown(subscriptions.from_item(made)), 201, where, revision=1)


def _running(caller: Caller) -> int:
    every = Items(AGENTS).every(_partition(caller), begins="SUBSCRIPTION#", only=["status"])
    return sum(1 for item in every if item["status"] == "active")


def _partition(caller: Caller) -> str:
    return Keys(caller.tenant_id).subscription(caller.user_id, "any")["pk"]


def shown(found: Subscription) -> dict[str, Any]:
    """As the API says it, by the clock of this moment."""
    fields = {
        name: getattr(found, name) for name in schemas.Subscription.model_fields if name not in _DERIVED
    }
    return fields | {
        "trial_status": found.trial_status(time.time()), "trial": trial_shown(found.trial),
        "ended_at": found.ended_at or None, "retention_until": found.retention_until or None,
        "entries": list(found.entries),
    }  # fmt: skip


_DERIVED = frozenset({"trial_status", "trial", "ended_at", "retention_until", "entries"})
