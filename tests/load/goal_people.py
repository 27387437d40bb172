"""The bench's people with their agents: two of each kind for everybody, set up over REST as a customer does it."""

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.e2e.hiring import CONFIG, MARKETING, TRADING, connect_platform, done, subscribe
from tests.e2e.people import Json, Person
from tests.load.arena import PEOPLE, BenchPerson
from tests.standins.delta_exchange import KEY, SECRET

EACH = 2  # agents of a kind and person
THREADS = 8
EXCHANGE: Json = {
    "provider": "delta_exchange_india", "name": "Futures", "api_key": KEY, "api_secret": SECRET,
    "risk_limits": {"max_units_per_order": 10},
}  # fmt: skip
FUTURES: Json = {
    "nickname": "Tara", "avatar_theme": "indigo", "timezone": "Asia/Kolkata",
    "exchange_provider": "delta_exchange_india", "allowed_coins": ["BTC", "ETH"], "default_coin": "BTC",
    "risk_limits": {"max_units_per_order": 5}, "execution_policy": "approval_per_trade_action",
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A sort of goal that is due each day."""

    agent_type_id: str
    template: str
    settings: Mapping[str, Any]


KINDS: Mapping[str, Kind] = {
    "report": Kind(TRADING, "guardrail_report", {"last_actions": 20}),
    "posts": Kind(MARKETING, "daily_micro_post", {"topics": ["Brushing for two minutes"], "post_time": "10:00"}),
}  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """One agent of one person, active."""

    person: Person
    user_id: str
    kind: str
    agent_id: str

    @property
    def goals(self) -> str:
        return f"/api/v1/hired-agents/{self.agent_id}/goals"

    def body(self, time: str, zone: str) -> Json:
        """Of a daily goal at that local time."""
        of = KINDS[self.kind]
        said = {"goal_template_id": of.template, "settings": dict(of.settings), "frequency": "daily"}
        return {**said, "schedule": {"time": time}, "timezone": zone}


def people(stack: Mapping[str, Any]) -> list[Person]:
    """All of them, signed in for an hour."""
    known = [BenchPerson(stack["edge_url"], f"bench-{n:02d}", timeout=30) for n in range(PEOPLE)]
    for one in known:
        asyncio.run(one.sign_in())
    return [Person(stack, one.user, one.token) for one in known]


def desks(persons: Sequence[Person], instance: str) -> list[Desk]:
    """Kinds in turn; everybody's first ones, then everybody's second ones."""
    with ThreadPoolExecutor(THREADS) as pool:
        hired = list(pool.map(lambda person: _hire(person, instance), persons))
    by_kind = [
        [desk for nth in zip(*hired, strict=True) for desk in nth if desk.kind == kind] for kind in KINDS
    ]
    return [desk for pair in zip(*by_kind, strict=True) for desk in pair]


def _hire(person: Person, instance: str) -> list[Desk]:
    user_id = str(person.me()["user_id"])
    refs = {one: connect_platform(person, one, instance) for one in ("mastodon", "x")}
    key = done(person.rest("PUT", "/api/cp/exchange-setup", EXCHANGE))["credential_ref"]
    configs = {
        "report": {**FUTURES, "exchange_credential_ref": key},
        "posts": {**CONFIG, "platforms_enabled": list(refs), "platform_credentials": refs},
    }
    kinds = [kind for _ in range(EACH) for kind in configs]
    return [Desk(person, user_id, kind, _agent(person, kind, configs[kind])) for kind in kinds]


def _agent(person: Person, kind: str, config: Json) -> str:
    """Of a plan that is paid for: a trial would end after a month of goals."""
    said = subscribe(person, KINDS[kind].agent_type_id, "monthly")
    draft = {"subscription_id": said["subscription_id"], "config": config, "mode": "live"}
    done(person.rest("PUT", "/api/v1/hired-agents/draft", draft))
    done(person.rest("POST", f"/api/v1/hired-agents/{said['agent_id']}/finalize", {}))
    return str(said["agent_id"])
