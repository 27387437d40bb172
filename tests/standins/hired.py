"""Published agent types, credentials as the vault describes them, and agents hired and configured by their routes."""

from dataclasses import asdict
from importlib import import_module
from typing import Any

import boto3
from greenlight.credentials import KINDS, Credential, place_of
from greenlight.declare import AGENTS, VAULT
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc

from infra.agent_types import publish, shipped

from .account import PREFIX
from .gateway import Said, ask
from .platform import CUSTOMER, TENANT

MARKETING, TRADING = "marketing.healthcare.v1", "trading.delta_futures.v1"
EXCHANGE = "delta_exchange_india"


def publish_types() -> None:
    """As each deploy does."""
    publish(boto3.client("dynamodb"), PREFIX)


def connect(provider: str, user_id: str = CUSTOMER, tenant_id: str = TENANT, **changes: Any) -> str:
    """A credential's description, which is all that anybody but `effects` reads of it; its reference."""
    made = Credential(
        credential_ref=new_id("crd"), tenant_id=tenant_id, user_id=user_id, kind=KINDS[provider], provider=provider,
        name=provider.title(), last4="0000", version=1, status="connected", revision=1,
        created_at=utc(), updated_at=utc(),
    )  # fmt: skip
    Items(VAULT).put({**place_of(made), **asdict(made), **changes})
    return made.credential_ref


def marketing(**changes: Any) -> dict[str, Any]:
    """A whole config with an account on Mastodon of the customer's own, unless `changes` say otherwise."""
    credentials = changes.pop("platform_credentials", None) or {"mastodon": connect("mastodon")}
    said = dict(shipped()[MARKETING]["sample_config"])
    enabled = {"platforms_enabled": list(credentials), "platform_credentials": credentials}
    return {**said, **enabled, "posting_identity": {}, **changes}


def trading(**changes: Any) -> dict[str, Any]:
    ref = changes.pop("exchange_credential_ref", None) or connect(EXCHANGE)
    return {**shipped()[TRADING]["sample_config"], "exchange_credential_ref": ref, **changes}


def hire(agent_type_id: str = MARKETING, plan: str = "trial", **more: Any) -> Said:
    body = {"agent_type_id": agent_type_id, "plan": plan}
    return at("hiring", "POST", "/api/cp/subscriptions", body, **more)


def draft(subscription_id: str, config: dict[str, Any], *, said: Any = None, **more: Any) -> Said:
    body = {"subscription_id": subscription_id, "config": config, **(said or {})}
    return at("hired_agents", "PUT", "/api/v1/hired-agents/draft", body, **more)


def finalize(agent_id: str, **more: Any) -> Said:
    return at("hired_agents", "POST", f"/api/v1/hired-agents/{agent_id}/finalize", **more)


def working(
    agent_type_id: str = MARKETING, config: dict[str, Any] | None = None, plan: str = "trial"
) -> Item:
    """An agent that is hired, configured and active, as its row says; its subscription's id is in it."""
    hired = hire(agent_type_id, plan).body
    settled = config or (marketing() if agent_type_id == MARKETING else trading())
    assert draft(hired["subscription_id"], settled).status == 200
    assert finalize(hired["agent_id"]).status == 200
    return row(hired["agent_id"])


def row(agent_id: str, user_id: str = CUSTOMER, tenant_id: str = TENANT) -> Item:
    found = Items(AGENTS).get(Keys(tenant_id).agent(user_id, agent_id))
    assert found is not None
    return found


def at(folder: str, method: str, url: str, body: Any = None, **more: Any) -> Said:
    """By the folder's own handler, imported when it is asked: a stand-in costs nobody a folder that he needs not."""
    return ask(import_module(f"functions.{folder}.app").handler, method, url, body, **more)
