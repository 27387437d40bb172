"""Money around a model call: held before it, settled by what it used, and never lost by who is killed in between."""

import json
import time
from datetime import UTC, datetime

from greenlight import spending
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.spending import Reservation, month_of

from functions.goal_run.model import in_words
from functions.goal_run.tests.conftest import KNOWN, MAYA, TENANT, hire, play, run_of
from functions.goal_run.tests.server import ModelServer
from functions.goal_run.tests.test_marketing import REFS
from tests.standins.cloud import Cloud

NOW = time.time()
MONTH = month_of(NOW)


def held(name: str, cents: int, until: float = NOW + 600) -> Reservation:
    return Reservation(MAYA, MONTH, name, cents, int(until))


def budget() -> dict[str, int]:
    item = Items(LEDGER).get(KNOWN.budget(MAYA, MONTH)) or {}
    return {name: item.get(name, 0) for name in ("committed", "held", "spent")}


def test_what_was_not_used_is_free_again(world: Cloud) -> None:
    assert spending.reserve(TENANT, held("one", 40), 100, NOW)
    assert budget() == {"committed": 40, "held": 1, "spent": 0}
    spending.settle(TENANT, held("one", 40), 7)
    assert budget() == {"committed": 7, "held": 0, "spent": 7}


def test_a_call_that_cost_more_than_was_held_is_counted_in_full(world: Cloud) -> None:
    assert spending.reserve(TENANT, held("one", 10), 100, NOW)
    spending.settle(TENANT, held("one", 10), 25)
    assert budget() == {"committed": 25, "held": 0, "spent": 25}


def test_a_hold_that_ended_meanwhile_is_still_paid_for(world: Cloud) -> None:
    spending.settle(TENANT, held("gone", 10), 4)
    assert budget() == {"committed": 4, "held": 0, "spent": 4}


def test_a_worker_that_was_killed_holds_its_money_for_ten_minutes_alone(world: Cloud) -> None:
    assert spending.reserve(TENANT, held("killed", 100, NOW + 600), 100, NOW)
    assert not spending.has_room(TENANT, MAYA, 100, NOW)
    assert spending.has_room(TENANT, MAYA, 100, NOW + 601)
    assert spending.has_room(TENANT, MAYA, None, NOW)


def test_a_strict_schema_says_lengths_in_words() -> None:
    schema = {"type": "string", "minLength": 1, "maxLength": 80, "description": "A title"}
    assert in_words(schema) == {"type": "string", "description": "A title (80 characters at most)"}
    assert in_words({"items": [schema]})["items"][0].keys() == {"type", "description"}


def test_months_are_utc() -> None:
    assert datetime.fromtimestamp(NOW, UTC).strftime("%Y-%m") == MONTH


def test_a_server_that_counts_nothing_is_paid_what_was_held(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS})
    model.counts = False
    play(run_of("daily_micro_post"))
    assert budget()["spent"] == budget()["committed"] > 10


def test_a_long_answer_may_have_more_tokens_than_a_short_one(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS})
    play(run_of("daily_micro_post"))
    play(run_of("monthly_campaign_pack", settings={"theme": "Teeth", "posts_per_week": 7}))
    assert [one["max_completion_tokens"] for one in model.requests] == [2_000, 2_000, 16_000, 16_000]


def test_a_budget_that_ends_before_the_second_try_keeps_what_the_first_one_gave(
    world: Cloud, model: ModelServer
) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS}, budget_cents=28)
    posts = [{"text": "word " * 80 if n == 2 else f"Post {n}", "hashtags": []} for n in range(4)]
    model.script = [
        json.dumps({"theme": "T", "posts": [{"title": f"Post {n}", "text": "Brush."} for n in range(4)]}),
        json.dumps({"posts": posts}),
    ]
    model.costs = (0, 2_600)
    run = play(run_of("monthly_campaign_pack", settings={"theme": "Teeth", "posts_per_week": 1}))
    assert (run.counts["drafted"], len(model.requests)) == (3, 2)
