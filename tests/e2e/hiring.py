"""Hiring at the deployed stack as a customer does it, over REST: subscribe, connect accounts, set up, set a goal."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from greenlight.keys import new_id

from .people import Answer, Json, Person, until

MARKETING, TRADING = "marketing.healthcare.v1", "trading.delta_futures.v1"
CONFIG: Json = {
    "nickname": "Maya", "avatar_theme": "teal", "primary_language": "en", "timezone": "Europe/Berlin",
    "brand_name": "Sunrise Dental", "offerings": ["Check-ups", "Braces"], "location": "Pune, India",
    "review_policy": "always_require_approval",
}  # fmt: skip
IDENTITIES: Mapping[str, Json] = {
    "facebook": {"page_id": "1234567890"}, "instagram": {"account_id": "17841400000000000"},
    "linkedin": {"author_urn": "urn:li:organization:2414183"}, "x": {"handle": "clinic"},
}  # fmt: skip


@dataclass(frozen=True)
class Hired:
    """An agent of this person that is set up and active."""

    owner: Person
    agent_id: str
    subscription_id: str
    credentials: Mapping[str, str]
    instance: str = ""

    def goal(self, template: str, settings: Json, **more: Any) -> Json:
        goal_id = new_id("gol")
        body = {"goal_template_id": template, "settings": settings, **more}
        said = self.owner.rest("PUT", f"/api/v1/hired-agents/{self.agent_id}/goals/{goal_id}", body)
        return done(said)

    def run(self, goal_id: str) -> str:
        """Now, without its schedule; the goal run's id."""
        url = f"/api/v1/hired-agents/{self.agent_id}/goals/{goal_id}/run"
        return str(done(self.owner.rest("POST", url, {}, **{"Idempotency-Key": uuid4().hex}))["goal_run_id"])

    def drafts(self, status: str = "") -> list[Json]:
        asked = f"?limit=100&status={status}" if status else "?limit=100"
        found: list[Json] = done(
            self.owner.rest("GET", f"/api/v1/hired-agents/{self.agent_id}/deliverables{asked}")
        )["items"]
        return found

    def waiting(self, most: int = 1) -> list[Json]:
        """The drafts that a person is asked about, once there are so many."""
        return until(
            lambda: found if len(found := self.drafts("pending_review")) >= most else [],
            seconds=40, what=f"{most} drafts for review",
        )  # fmt: skip

    def review(self, one: Json, decision: str, notes: str = "") -> Answer:
        body = {"decision": decision, "digest": one["digest"], "notes": notes}
        return self.owner.rest("POST", f"/api/v1/deliverables/{one['deliverable_id']}/review", body)

    def execute(self, deliverable_id: str, approval_id: str) -> Answer:
        url = f"/api/v1/deliverables/{deliverable_id}/execute"
        return self.owner.rest("POST", url, {"approval_id": approval_id}, **{"Idempotency-Key": uuid4().hex})

    def deliverable(self, deliverable_id: str) -> Json:
        return done(self.owner.rest("GET", f"/api/v1/deliverables/{deliverable_id}"))


def done(said: Answer) -> Json:
    assert said.status < 300, json.dumps(said.body)
    found: Json = said.body
    return found


def subscribe(owner: Person, agent_type_id: str, plan: str = "trial") -> Json:
    return done(owner.rest("POST", "/api/cp/subscriptions", {"agent_type_id": agent_type_id, "plan": plan}))


def connect_platform(owner: Person, provider: str, instance: str, token: str = "standin-access-token") -> str:
    identity = {"instance": instance} if provider == "mastodon" else IDENTITIES[provider]
    body = {"provider": provider, "name": provider, "identity": identity, "secret": {"access_token": token}}
    return str(done(owner.rest("PUT", "/api/cp/platform-credentials", body))["credential_ref"])


def hire_marketing(owner: Person, platforms: list[str], instance: str, **config: Any) -> Hired:
    said = subscribe(owner, MARKETING)
    refs = {one: connect_platform(owner, one, instance) for one in platforms}
    whole = {**CONFIG, "platforms_enabled": platforms, "platform_credentials": refs, **config}
    return replace(_set_up(owner, said, whole, refs), instance=instance)


def hire_trading(owner: Person, key: str, secret: str, **config: Any) -> Hired:
    said = subscribe(owner, TRADING)
    body = {
        "provider": "delta_exchange_india", "name": "Delta", "api_key": key, "api_secret": secret,
        "risk_limits": {"max_units_per_order": 10},
    }  # fmt: skip
    ref = str(done(owner.rest("PUT", "/api/cp/exchange-setup", body))["credential_ref"])
    whole = {
        "nickname": "Tara", "avatar_theme": "indigo", "timezone": "Asia/Kolkata",
        "exchange_provider": "delta_exchange_india", "exchange_credential_ref": ref, "allowed_coins": ["BTC", "ETH"],
        "default_coin": "BTC", "risk_limits": {"max_units_per_order": 5},
        "execution_policy": "approval_per_trade_action", **config,
    }  # fmt: skip
    return _set_up(owner, said, whole, {"exchange": ref})


def _set_up(owner: Person, subscription: Json, config: Json, refs: Mapping[str, str]) -> Hired:
    agent_id, subscription_id = subscription["agent_id"], subscription["subscription_id"]
    draft = {"subscription_id": subscription_id, "config": config, "mode": "live"}
    done(owner.rest("PUT", "/api/v1/hired-agents/draft", draft))
    said = done(owner.rest("POST", f"/api/v1/hired-agents/{agent_id}/finalize", {}))
    assert (said["configured"], said["status"]) == (True, "active"), said
    return Hired(owner, agent_id, subscription_id, refs)
