"""The one batch shape everywhere: all or nothing, at most 90 changes, a conflict names its rows."""

from typing import Any

import pytest
from greenlight.declare import Domain

from tests.contract import samples
from tests.contract.found import Front


def batch(*upserts: Any, deletes: tuple[Any, ...] = (), revision: int | None = None) -> dict[str, Any]:
    return {"revision": revision, "upserts": list(upserts), "deletes": list(deletes)}


def stored(front: Front) -> list[Any]:
    items: list[Any] = front.rest("GET", query={"limit": "100"}).body["items"]
    return items


@pytest.fixture
def keyed(domain: Domain) -> Domain:
    if not domain.key:
        pytest.skip("has one row per person")
    return domain


def test_a_batch_adds_changes_and_removes(front: Front, keyed: Domain) -> None:
    rows = [samples.row(keyed, index) for index in range(3)]
    assert front.rest("POST", "/batch", batch(*rows)).body == {"revision": 1, "saved": 3, "deleted": 0}
    second = batch(samples.other(keyed, 0), deletes=(samples.key(keyed, 1),), revision=1)
    assert front.rest("POST", "/batch", second).body == {"revision": 2, "saved": 1, "deleted": 1}
    assert [item["revision"] for item in stored(front)] in ([1, 2], [2, 1])


def test_ninety_changes_are_one_transaction(front: Front, keyed: Domain) -> None:
    rows = [samples.row(keyed, index) for index in range(90)]
    assert front.rest("POST", "/batch", batch(*rows)).body["saved"] == 90
    assert {item["revision"] for item in stored(front)} == {1}


def test_ninety_one_changes_are_refused(front: Front, keyed: Domain) -> None:
    rows = [samples.row(keyed, index) for index in range(90)]
    answer = front.rest("POST", "/batch", batch(*rows, deletes=(samples.key(keyed, 99),)))
    assert answer.status == 422
    assert stored(front) == []


def test_one_bad_row_keeps_the_good_ones_out(front: Front, domain: Domain) -> None:
    answer = front.rest("POST", "/batch", batch(samples.row(domain), samples.broken(domain)))
    assert answer.body["errors"][0]["pointer"] == "/upserts/1/nobody_declared_this"
    assert stored(front) == []


def test_a_row_twice_is_refused(front: Front, domain: Domain) -> None:
    answer = front.rest("POST", "/batch", batch(samples.row(domain), deletes=(samples.key(domain),)))
    assert answer.status == 422
    assert stored(front) == []


def test_a_conflict_names_the_rows_and_changes_nothing(front: Front, domain: Domain) -> None:
    front.rest("POST", "/batch", batch(samples.row(domain)))
    front.rest("PUT", f"/{samples.key(domain)}", samples.other(domain))
    late = batch(samples.row(domain), revision=1)
    answer = front.rest("POST", "/batch", late)
    assert (answer.status, answer.body["rows"]) == (409, [str(samples.key(domain))])
    assert answer.body["errors"][0]["pointer"] == "/upserts/0"
    assert front.tool("save_batch", **late)["problems"] == answer.body["errors"]
    assert stored(front) == [{**samples.other(domain), "revision": 2}]


def test_a_row_that_others_changed_does_not_hinder_its_neighbour(front: Front, keyed: Domain) -> None:
    front.rest("POST", "/batch", batch(samples.row(keyed, 0), samples.row(keyed, 1)))
    front.rest("PUT", f"/{samples.key(keyed, 0)}", samples.other(keyed, 0))
    answer = front.rest("POST", "/batch", batch(samples.other(keyed, 1), revision=1))
    assert answer.body == {"revision": 3, "saved": 1, "deleted": 0}
