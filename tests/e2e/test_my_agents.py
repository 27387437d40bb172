"""My Agents on the deployed stack: hired, set up, given a goal; its drafts reviewed; only the approved ones act."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from greenlight.approvals.records import moment
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.sealed import sealed
from localstack.demo.agents.clock import fire_until, scheduled
from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange
from tests.standins.networks import Networks

from .drafting import TENANT, drafted, opened
from .hiring import Hired, done, hire_marketing, hire_trading
from .people import Person, until

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def maya(owner: Person, networks: Networks) -> Hired:
    return hire_marketing(owner, ["mastodon", "x"], networks.mastodon.url)


def test_a_post_is_drafted_approved_and_sent_as_it_was_approved(
    maya: Hired, networks: Networks, operator: Person
) -> None:
    goal = maya.goal("daily_micro_post", {"topics": ["flossing"]})
    maya.run(goal["goal_id"])
    drafts = {one["platform"]: one for one in maya.waiting(2)}
    toot, tweet = drafts["mastodon"], drafts["x"]

    refused = maya.execute(toot["deliverable_id"], "")
    assert (refused.status, refused.body["rule"]) == (403, "approval_required")
    assert networks.mastodon.changing == []
    denied = operator.rest("GET", f"/api/pp/denials?correlation_id={refused.body['correlation_id']}")
    assert [one["subject"] for one in done(denied)["items"]] == [toot["deliverable_id"]]

    rejected = done(maya.review(tweet, "reject", "not on X this week"))
    assert rejected["deliverable"]["status"] == "rejected"
    approval_id = done(maya.review(toot, "approve"))["approval_id"]
    exact = done(maya.owner.rest("GET", f"/api/v1/approvals/{approval_id}"))["exact"]
    done(maya.execute(toot["deliverable_id"], approval_id))
    until(lambda: maya.deliverable(toot["deliverable_id"])["status"] == "executed", what="the execution")
    (sent,) = networks.mastodon.changing
    hidden = sealed(maya.credentials["mastodon"])
    assert hidden in exact
    assert sent.raw.decode() == exact.replace(hidden, "Bearer standin-access-token")
    assert networks.x.changing == []


def test_a_trade_is_planned_by_rules_approved_and_placed_as_it_was_shown(
    owner: Person, exchange: DeltaExchange
) -> None:
    tara = hire_trading(owner, KEY, SECRET)
    settings = {
        "intent": "enter", "coin": "BTC", "side": "buy", "size": 2, "order_type": "limit_order",
        "limit_price": "60000.5", "time_in_force": "gtc",
    }  # fmt: skip
    tara.run(tara.goal("trade_intent_draft", settings)["goal_id"])
    (trade,) = tara.waiting()
    assert trade["arguments"]["limit_price"] == "60000.5"
    approval_id = done(tara.review(trade, "approve"))["approval_id"]
    assert done(tara.execute(trade["deliverable_id"], approval_id))["deliverable"]["status"] == "executed"
    (order,) = exchange.changing
    assert (order.json["size"], order.json["limit_price"]) == (2, "60000.5")


def test_what_is_over_a_limit_is_never_asked_about(owner: Person, exchange: DeltaExchange) -> None:
    """Six contracts, where the agent's own limit is five and the vault's ten: the stricter one wins."""
    tara, before = hire_trading(owner, KEY, SECRET), len(exchange.changing)
    settings = {"intent": "enter", "coin": "BTC", "side": "buy", "size": 6, "order_type": "market_order"}
    tara.run(tara.goal("trade_intent_draft", settings)["goal_id"])
    runs = until(
        lambda: owner.rest("GET", f"/api/v1/hired-agents/{tara.agent_id}/goals").body["items"],
        what="the goal's run",
    )  # fmt: skip
    assert runs
    rules = until(lambda: denied(owner, tara), seconds=30, what="the denial")
    assert all(rule.startswith("check.") for rule in rules)
    assert tara.drafts("pending_review") == []
    assert len(exchange.changing) == before


def denied(owner: Person, hired: Hired) -> list[str]:
    operator = Person(owner.stack, "operator")
    listed = done(operator.rest("GET", "/api/pp/denials?limit=100"))["items"]
    return [one["rule"] for one in listed if one["agent_id"] == hired.agent_id]


def test_a_note_brings_another_version_and_the_old_approval_is_good_for_nothing(maya: Hired) -> None:
    goal = maya.goal("daily_micro_post", {"topics": ["braces"], "platforms": ["mastodon"]})
    maya.run(goal["goal_id"])
    first = next(one for one in maya.waiting() if one["goal_id"] == goal["goal_id"])
    done(maya.review(first, "revise", "shorter, please"))

    def redrafted() -> Any:
        one = maya.deliverable(first["deliverable_id"])
        return one if (one["status"], one["version"]) == ("pending_review", 2) else None

    second = until(redrafted, seconds=40, what="another version")
    assert (second["digest"] != first["digest"], second["approval_id"] != first["approval_id"]) == (
        True,
        True,
    )
    assert maya.review(first, "approve").status == 412
    assert maya.execute(first["deliverable_id"], first["approval_id"]).status == 403
    assert [version["version"] for version in second["versions"]] == [1, 2]
    done(maya.review(second, "reject", "enough"))


def test_a_suggested_time_fires_once_with_the_approval_it_was_given(
    maya: Hired, networks: Networks, stack: Mapping[str, Any]
) -> None:
    at, before = int(time.time()) + 3600, len(networks.mastodon.changing)
    deliverable_id = drafted(maya, "by the clock", "mastodon", suggested_at=at)
    assert opened(deliverable_id)["status"] == "pending_review"
    said = done(maya.review(maya.deliverable(deliverable_id), "approve"))["deliverable"]
    assert (said["status"], said["scheduled_at"] is not None) == ("scheduled", True)
    endpoint = stack["endpoint_url"]
    assert asyncio.run(scheduled(endpoint, "greenlight-test", [deliverable_id]))
    Items(AGENTS).update(
        Keys(TENANT).deliverable(deliverable_id), "SET scheduled_at = :now", values={":now": int(time.time())}
    )
    try:
        for _ in range(2):
            asyncio.run(fire_until(endpoint, moment(at + 61)))
        until(lambda: maya.deliverable(deliverable_id)["status"] == "executed", seconds=30, what="its hour")
    finally:
        asyncio.run(fire_until(endpoint, None))
    assert len(networks.mastodon.changing) == before + 1


def test_the_summary_tells_each_instance_in_one_call(maya: Hired) -> None:
    said = done(maya.owner.rest("GET", f"/api/cp/my-agents/summary?selected={maya.agent_id}"))
    assert said["selected"] == maya.agent_id
    (mine,) = [one for one in said["instances"] if one["agent_id"] == maya.agent_id]
    assert (mine["configured"], mine["trial_status"], mine["subscription_status"]) == (
        True,
        "active",
        "active",
    )
    assert {one["provider"] for one in mine["connections"]} == {"mastodon", "x"}


@pytest.mark.parametrize("spelling", [str.lower, str.upper, str.title])
def test_agp1_cp_2_4_headers_that_only_the_server_sets_have_no_effect(
    maya: Hired, spelling: Callable[[str], str]
) -> None:
    """Through the very edge and gateway, in any case."""
    names = ("x-tenant-id", "x-user-id", "x-metering-agent-id", "x-correlation-id", "x-forwarded-for")
    url = f"/api/cp/my-agents/summary?selected={maya.agent_id}"
    plain = maya.owner.rest("GET", url)
    spoofed = maya.owner.rest("GET", url, **{spelling(name): "otherfirm" for name in names})
    assert (spoofed.status, spoofed.body) == (plain.status, plain.body)
    assert "otherfirm" not in spoofed.headers["X-Correlation-Id"]
