"""My agents in one call: what the selector and the hub of the selected one show."""

import time
from collections.abc import Iterable, Mapping
from typing import Any

from greenlight import subscriptions
from greenlight.caller import Caller
from greenlight.credential_refs import refs
from greenlight.declare import AGENTS, VAULT
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.reading import pointer
from greenlight.rest import current_caller, query
from greenlight.spec import spec
from greenlight.subscriptions import Subscription, trial_shown, trial_status

from . import schemas
from .usage import used

BY_HARM = ("missing", "revoked", "needs_reconnect", "connected")
MOST_AT_ONCE = 100  # keys of one BatchGetItem
Credentials = Mapping[str, Item]


@spec(query=schemas.SummaryQuery, returns=schemas.MyAgents, roles=("customer",))
def summary() -> dict[str, Any]:
    """All of my hired agents with what they need, in the order of hiring; `selected`, or the first."""
    caller, wanted = current_caller(), query(schemas.SummaryQuery).selected
    keys, now = Keys(caller.tenant_id), time.time()
    found = list(Items(AGENTS).every(keys.agent(caller.user_id, "any")["pk"]))
    known = {
        item["subscription_id"]: subscriptions.from_item(item)
        for item in found
        if item["sk"].startswith("SUBSCRIPTION#")
    }
    hired = sorted((item for item in found if item["sk"].startswith("AGENT#")), key=_since)
    vault = _credentials(caller, hired)
    instances = [_instance(item, known.get(item.get("subscription_id", "")), vault, now) for item in hired]
    selected = _selected(instances, wanted)
    usage = next((used(caller, item) for item in hired if item["agent_id"] == selected), None)
    return {"instances": instances, "selected": selected, "usage": usage}


def _since(item: Item) -> tuple[str, str]:
    return item.get("created_at", ""), item["agent_id"]


def _selected(instances: Iterable[Mapping[str, Any]], wanted: str) -> str | None:
    """A link may be older than what it names: then it is the first one after all."""
    ids = [one["agent_id"] for one in instances]
    named = (one["agent_id"] for one in instances if wanted in {one["agent_id"], one["subscription_id"]})
    return next(named, ids[0] if ids else None)


def _credentials(caller: Caller, hired: Iterable[Item]) -> Credentials:
    """The caller's own among those that his agents name; not from the index, which may not know the newest yet."""
    keys = Keys(caller.tenant_id)
    named = sorted({ref for item in hired for _, ref in _refs(item)})
    rounds = [named[at : at + MOST_AT_ONCE] for at in range(0, len(named), MOST_AT_ONCE)]
    found = [
        item for some in rounds for item in Items(VAULT).get_many([keys.credential(ref) for ref in some])
    ]
    return {item["credential_ref"]: item for item in found if item["user_id"] == caller.user_id}


def _config(item: Item) -> Mapping[str, Any]:
    """What is in force; what is being drafted, before anything is."""
    config: Mapping[str, Any] = item.get("config") or item.get("config_draft") or {}
    return config


def _refs(item: Item) -> list[tuple[tuple[str | int, ...], str]]:
    return list(refs(_config(item)))


def _instance(item: Item, of: Subscription | None, vault: Credentials, now: float) -> dict[str, Any]:
    config = _config(item)
    connections = [_connection(path, ref, vault.get(ref)) for path, ref in _refs(item)]
    trial, running = item.get("trial", {}), item["status"] != "disabled" and not (of and of.has_ended)
    return {
        "agent_id": item["agent_id"], "subscription_id": of.subscription_id if of else None,
        "nickname": config.get("nickname") or item["name"], "avatar_theme": config.get("avatar_theme", ""),
        "agent_type_id": item["agent_type_id"], "type_version": item.get("version", 1),
        "title": of.title if of else item["name"], "status": item["status"], "mode": item.get("mode", "live"),
        "configured": item.get("configured", True), "finalized_at": item.get("finalized_at") or None,
        "goals_completed": item.get("goals_completed", 0), "trial_status": trial_status(trial, now),
        "trial": trial_shown(trial), "connections": connections, "connection_health": _health(connections),
        "can_configure": running and of is not None, "can_set_goals": running and item.get("configured", True),
        **_terms(of, now),
    }  # fmt: skip


def _terms(of: Subscription | None, now: float) -> dict[str, Any]:
    if of is None:
        terms = {"plan": None, "subscription_status": "none", "ended_at": None, "retention_until": None}
        return {**terms, "disabled": False}
    return {
        "plan": of.plan, "subscription_status": of.status, "ended_at": of.ended_at or None,
        "retention_until": of.retention_until or None, "disabled": of.is_beyond_retention(now),
    }  # fmt: skip


def _connection(path: tuple[str | int, ...], ref: str, known: Item | None) -> dict[str, Any]:
    found = known or {}
    return {
        "credential_ref": ref, "place": pointer(*path), "provider": found.get("provider", ""),
        "name": found.get("name", ""), "status": found.get("status", "missing"),
        "checked_at": found.get("health", {}).get("checked_at") or None,
    }  # fmt: skip


def _health(connections: Iterable[Mapping[str, Any]]) -> str:
    said = {one["status"] for one in connections}
    return next((status for status in BY_HARM if status in said), "none")
