"""What a weight log may become."""

from datetime import date, timedelta

import pytest
from greenlight.errors import Conflict, Invalid
from greenlight.rows import Snapshot, Stored

from functions.weights.decide import acceptable, check, plan
from functions.weights.schemas import Weight, WeightBatch

TODAY = date(2026, 11, 20)


def weight(day: date = TODAY, kg: float = 82.5) -> Weight:
    return Weight(day=day, kg=kg)


def log(*weights: Weight, revision: int = 1) -> Snapshot[Weight]:
    return Snapshot(revision, {w.day.isoformat(): Stored(w, revision) for w in weights})


def test_a_travellers_tomorrow_is_accepted() -> None:
    acceptable(weight(TODAY + timedelta(days=1)), TODAY)


def test_a_day_in_the_far_future_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        acceptable(weight(TODAY + timedelta(days=2)), TODAY)
    assert [problem["pointer"] for problem in refused.value.problems] == ["/day"]


def test_the_same_day_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="One weight per day, please: 2026-11-20 appears more than once"):
        check(WeightBatch(upserts=[weight(), weight(kg=83)]), TODAY)


def test_a_day_cannot_be_logged_and_emptied_at_once() -> None:
    with pytest.raises(Invalid, match="more than once"):
        check(WeightBatch(upserts=[weight()], deletes=[TODAY]), TODAY)


def test_every_day_in_the_future_of_a_batch_is_pointed_at() -> None:
    ahead = [weight(TODAY + timedelta(days=days)) for days in (30, 0, 40)]
    with pytest.raises(Invalid) as refused:
        check(WeightBatch(upserts=ahead), TODAY)
    assert [p["pointer"] for p in refused.value.problems] == ["/upserts/0/day", "/upserts/2/day"]


def test_a_day_that_was_changed_after_the_sender_looked_is_named() -> None:
    with pytest.raises(Conflict) as refused:
        plan(log(weight(), revision=4), WeightBatch(revision=3, upserts=[weight(kg=80)]))
    assert refused.value.extra["rows"] == ["2026-11-20"]
    assert refused.value.problems[0]["pointer"] == "/upserts/0"


def test_without_a_revision_nobody_is_too_late() -> None:
    change = plan(log(weight(), revision=4), WeightBatch(upserts=[weight(kg=80)]))
    assert change.puts == {"2026-11-20": weight(kg=80)}


def test_emptying_a_day_that_is_empty_is_no_change() -> None:
    assert not plan(log(), WeightBatch(revision=1, deletes=[TODAY]))
