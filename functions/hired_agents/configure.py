"""Configuring a hired agent: a draft as far as it has come, then put in force as a whole."""

from collections.abc import Iterable, Mapping
from typing import Any

from greenlight import agent_types, subscriptions
from greenlight.agent_types import AgentType
from greenlight.approvals.digests import canonical, sha256
from greenlight.enforcement import configured
from greenlight.items import Item
from greenlight.rest import Answer, body, current_caller, if_match
from greenlight.spec import spec
from greenlight.threads.records import utc
from greenlight.vault_limits import stricter

from . import checks, schemas, store, views


@spec(body=schemas.ConfigDraft, returns=schemas.AgentInFull, roles=("customer",))
def put_draft() -> Answer:
    """Keeps a config that may still lack things, says which, and changes nothing of what is in force."""
    caller, insisted = current_caller(), if_match()
    given = body(schemas.ConfigDraft)
    checks.refuse_secrets(given.model_dump(exclude_none=True))
    subscription = subscriptions.get(caller.tenant_id, caller.user_id, given.subscription_id)
    agent = store.changeable(caller, subscription.agent_id, insisted)
    found = checks.look(caller, _kind(agent), given.config)
    checks.refuse(found.wrong, "This config cannot be kept:")
    said: dict[str, Any] = {"config_draft": given.config, **_named(given)}
    if not agent["finalized_at"]:
        said["configured"] = not found.missing
    details = {"config_sha256": sha256(canonical(given.config)), "changed": _changed(agent, given.config)}
    after = store.change(caller, agent, "agent.drafted", said, {**details, **_named(given)})
    return views.in_full(caller, after, found.missing)


@spec(returns=schemas.AgentInFull, roles=("customer",))
def finalize(agent_id: str) -> Answer:
    """Puts the draft in force, if its type needs nothing more of it; the first time, the agent begins to work."""
    caller, insisted = current_caller(), if_match()
    agent = store.changeable(caller, agent_id, insisted)
    kind, config = _kind(agent), agent.get("config_draft", {})
    found = checks.look(caller, kind, config)
    checks.refuse([*found.problems, *checks.unconnected(found)], "The configuration is not complete:")
    limits = _limits(config, found.credentials.values())
    said: dict[str, Any] = {
        "config": config, "configured": True, "finalized_at": utc(),
        "name": config.get("nickname") or agent["name"],
        "enforcement": configured(kind.enforcement_defaults, limits, config.get("allowed_coins", ())),
    }  # fmt: skip
    if not agent.get("finalized_at") and agent.get("paused_by", "") in {"", caller.user_id}:
        said |= {"status": "active", "paused_by": "", "paused_reason": ""}
    details = {"config_sha256": sha256(canonical(config)), "limits": limits}
    return views.in_full(caller, store.change(caller, agent, "agent.finalized", said, details), ())


def _kind(agent: Item) -> AgentType:
    """The version that it was hired by, whatever was published since."""
    return agent_types.published(agent["agent_type_id"], agent.get("version", 1))


def _named(given: schemas.ConfigDraft) -> dict[str, Any]:
    return {name: value for name in ("name", "mode") if (value := getattr(given, name)) is not None}


def _changed(agent: Item, config: Mapping[str, Any]) -> list[str]:
    """Names of fields alone: an audit entry repeats no config."""
    before = agent["config_draft"]
    return sorted(name for name in before.keys() | config.keys() if before.get(name) != config.get(name))


def _limits(config: Mapping[str, Any], credentials: Iterable[Item]) -> dict[str, int]:
    """Where the config and its exchange account say different things, the stricter one."""
    return stricter(config.get("risk_limits", {}), *(item.get("risk_limits", {}) for item in credentials))
