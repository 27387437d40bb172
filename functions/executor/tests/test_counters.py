"""The counters in the Ledger: what two calls at once may do, what is held, spent, given back and forgotten."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from greenlight import spending
from greenlight.declare import LEDGER
from greenlight.items import ConditionFailed, Items, commit
from greenlight.keys import Keys, new_id
from greenlight.spending import MOST_HELD, Reservation, from_text, releasing, reserve

from functions.executor.bus import Scene, decide
from functions.executor.bus.store import LedgerCounters
from tests.standins.ledger import open_ledger

from .scenes import CREATE, NOW, SEND, WHO, scene

TENANT = WHO.tenant_id
pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An engine of its own: what depends on two writes at once is not to be had in memory."""
    with open_ledger(Path(tmp_path_factory.mktemp("engine"))):
        yield


@pytest.fixture
def agent() -> str:
    """An agent that nothing was counted of yet."""
    return new_id("agt")


def hold(agent: str, name: str = "a", cents: int = 40, until: float = NOW + 60) -> Reservation:
    return Reservation(agent, "2027-01", name, cents, int(until))


def stored(agent: str) -> dict[str, Any]:
    return Items(LEDGER).get(Keys(TENANT).budget(agent, "2027-01")) or {}


def spend(held: Reservation, now: float = NOW) -> bool:
    try:
        commit([spending.spending(TENANT, held, now)])
    except ConditionFailed:
        return False
    return True


def test_a_minute_has_room_for_so_many_calls_and_the_next_for_as_many_again(agent: str) -> None:
    count = LedgerCounters()
    assert [count.call(TENANT, agent, 3, NOW + n) for n in range(5)] == [True, True, True, False, False]
    assert count.call(TENANT, agent, 3, NOW + 60)
    assert count.call(TENANT, "agt_other_" + agent, 3, NOW)
    assert count.call("otherfirm", agent, 3, NOW)
    assert not count.call(TENANT, agent, 0, NOW + 120)


def test_calls_at_once_are_each_counted(agent: str) -> None:
    count = LedgerCounters()
    with ThreadPoolExecutor(8) as pool:
        fits = list(pool.map(lambda _: count.call(TENANT, agent, 10, NOW), range(30)))
    assert fits.count(True) == 10


def test_a_minutes_count_is_forgotten_and_a_trials_is_not(agent: str) -> None:
    count = LedgerCounters()
    count.call(TENANT, agent, 3, NOW)
    minute = Items(LEDGER).get(Keys(TENANT).rate(agent, int(NOW) // 60))
    assert minute
    assert minute["ttl"] > NOW
    assert [count.trial_action(TENANT, agent, 2) for _ in range(3)] == [True, True, False]
    assert "ttl" not in (Items(LEDGER).get(Keys(TENANT).trial(agent)) or {})


def test_a_budget_gives_what_it_has_and_not_a_cent_more(agent: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda n: reserve(TENANT, hold(agent, f"h{n}"), 100, NOW), range(10)))
    assert given.count(True) == 2
    assert reserve(TENANT, hold(agent, "small", 20), 100, NOW)
    assert not reserve(TENANT, hold(agent, "smaller", 1), 100, NOW)
    assert (stored(agent)["committed"], stored(agent)["held"]) == (100, 3)
    assert reserve(TENANT, replace(hold(agent, "next"), month="2027-02"), 100, NOW)


def test_a_first_call_beyond_the_budget_gets_nothing(agent: str) -> None:
    assert not reserve(TENANT, hold(agent, cents=101), 100, NOW)
    assert not reserve(TENANT, hold(agent, cents=1), 0, NOW)
    assert reserve(TENANT, hold(agent, cents=10**6), None, NOW)


def test_the_same_reservation_again_is_the_same_one(agent: str) -> None:
    assert reserve(TENANT, hold(agent), 100, NOW)
    assert reserve(TENANT, hold(agent), 100, NOW)
    assert stored(agent)["committed"] == 40


def test_what_was_spent_stays_spent_and_is_spent_once(agent: str) -> None:
    reserve(TENANT, hold(agent), 50, NOW)
    assert [spend(hold(agent)) for _ in range(2)] == [True, False]
    assert (stored(agent)["spent"], stored(agent)["committed"], stored(agent)["held"]) == (40, 40, 0)
    assert not reserve(TENANT, hold(agent, "b", 11), 50, NOW + 10**6)
    assert reserve(TENANT, hold(agent, "b", 10), 50, NOW)


def test_a_hold_that_has_ended_can_not_be_spent_and_makes_room(agent: str) -> None:
    reserve(TENANT, hold(agent), 50, NOW)
    assert not spend(hold(agent), NOW + 60)
    assert not reserve(TENANT, hold(agent, "b"), 50, NOW + 59)
    assert reserve(TENANT, hold(agent, "b", until=NOW + 200), 50, NOW + 61)
    assert (stored(agent)["committed"], stored(agent)["held"]) == (40, 1)
    assert not spend(hold(agent), NOW + 1)


def test_what_nothing_came_of_is_given_back_once(agent: str) -> None:
    reserve(TENANT, hold(agent), 50, NOW)
    commit([releasing(TENANT, hold(agent))])
    with pytest.raises(ConditionFailed):
        commit([releasing(TENANT, hold(agent))])
    assert (stored(agent)["committed"], stored(agent)["held"]) == (0, 0)
    assert not spend(hold(agent))


def test_so_many_holds_and_no_more_even_without_a_budget(agent: str) -> None:
    reserve(TENANT, hold(agent), None, NOW)
    Items(LEDGER).update(
        Keys(TENANT).budget(agent, "2027-01"), "SET held = :most", values={":most": MOST_HELD}
    )
    assert not reserve(TENANT, hold(agent, "b"), None, NOW)


def test_a_reservation_survives_as_text(agent: str) -> None:
    assert from_text(hold(agent).as_text()) == hold(agent)
    with pytest.raises(ValueError, match="unpack"):
        from_text("")


def test_the_bus_counts_here_unless_told_otherwise(agent: str) -> None:
    def seen(call: int, **changes: Any) -> Scene:
        action = replace(SEND, call_id=f"call_{call}", price_cents=30)
        return scene(action, agent={"agent_id": agent, **changes}, counters=LedgerCounters())

    assert [decide(seen(n, budget_cents=60)).rule for n in range(3)] == ["policy", "policy", "budget"]
    assert decide(seen(9, rate_limit_rpm=3)).rule == "rate"
    assert isinstance(Scene(CREATE, None, "running").counters, LedgerCounters)
