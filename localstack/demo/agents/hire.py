"""Hiring as a customer does it: subscribe, connect the accounts, fill in the form, finalise, set a goal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight.keys import new_id

from localstack.client.edge_session import EdgeSession

from .outside import KEY, SECRET, World

Json = dict[str, Any]
MARKETING, TRADING = "marketing.healthcare.v1", "trading.delta_futures.v1"
ZONE = "Asia/Kolkata"
PLATFORMS = ("mastodon", "x")
CLINIC: Json = {
    "nickname": "Maya", "avatar_theme": "teal", "primary_language": "en", "timezone": ZONE,
    "brand_name": "Sunrise Dental", "offerings": ["Check-ups", "Braces"], "location": "Pune, India",
    "platforms_enabled": list(PLATFORMS), "review_policy": "always_require_approval",
}  # fmt: skip
DESK: Json = {
    "nickname": "Tara", "avatar_theme": "indigo", "timezone": ZONE, "exchange_provider": "delta_exchange_india",
    "allowed_coins": ["BTC"], "default_coin": "BTC", "risk_limits": {"max_units_per_order": 5},
    "execution_policy": "approval_per_trade_action",
}  # fmt: skip


@dataclass(frozen=True)
class Hired:
    """`refs` are its credentials by provider."""

    name: str
    agent_id: str
    subscription_id: str
    refs: Mapping[str, str]


async def marketing(door: EdgeSession, world: World) -> Hired:
    """With a Mastodon and an X account."""
    refs = {}
    for provider in PLATFORMS:
        token = getattr(world.networks, provider).token
        identity = {"instance": world.instance} if provider == "mastodon" else {"handle": "sunrise"}
        account = {"provider": provider, "name": f"Sunrise on {provider}", "identity": identity}
        body = {**account, "secret": {"access_token": token}}
        refs[provider] = (await door.call("PUT", "/api/cp/platform-credentials", body))["credential_ref"]
    return await _hire(door, MARKETING, {**CLINIC, "platform_credentials": refs}, refs)


async def trading(door: EdgeSession) -> Hired:
    """With a key of the exchange, and limits of its own in the vault."""
    body = {
        "provider": "delta_exchange_india", "name": "Futures", "api_key": KEY, "api_secret": SECRET,
        "risk_limits": {"max_units_per_order": 10},
    }  # fmt: skip
    ref = (await door.call("PUT", "/api/cp/exchange-setup", body))["credential_ref"]
    return await _hire(door, TRADING, {**DESK, "exchange_credential_ref": ref}, {"exchange": ref})


async def _hire(door: EdgeSession, agent_type_id: str, config: Json, refs: Mapping[str, str]) -> Hired:
    subscribed = await door.call(
        "POST", "/api/cp/subscriptions", {"agent_type_id": agent_type_id, "plan": "trial"}
    )
    subscription_id, agent_id = subscribed["subscription_id"], subscribed["agent_id"]
    draft = {"subscription_id": subscription_id, "config": config, "mode": "live"}
    await door.call("PUT", "/api/v1/hired-agents/draft", draft)
    await door.call("POST", f"/api/v1/hired-agents/{agent_id}/finalize", {})
    return Hired(config["nickname"], agent_id, subscription_id, refs)


async def goal(door: EdgeSession, hired: Hired, template: str, settings: Json) -> Json:
    """A daily goal at nine, by the customer's clock."""
    body = {"goal_template_id": template, "settings": settings, "schedule": {"time": "09:00"}}
    return await door.call("PUT", f"/api/v1/hired-agents/{hired.agent_id}/goals/{new_id('gol')}", body)


async def let_go(door: EdgeSession, hired: Hired) -> None:
    """Ends the subscription: its goals stop, and nobody is asked any more."""
    await door.call("POST", f"/api/cp/subscriptions/{hired.subscription_id}/end", {"reason": "demonstration"})
    for provider, ref in hired.refs.items():
        place = "exchange-setup" if provider == "exchange" else "platform-credentials"
        await door.call("DELETE", f"/api/cp/{place}/{ref}")
