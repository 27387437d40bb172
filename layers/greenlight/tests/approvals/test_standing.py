"""A standing approval is counted by the table: never more uses than were given, none once it ended."""

import time
from typing import Any

import pytest
from greenlight import audit
from greenlight.approvals import standing
from greenlight.approvals.standing import Standing
from greenlight.caller import Caller
from greenlight.declare import APPROVALS
from greenlight.items import ConditionFailed, Items
from greenlight.keys import Keys

from .conftest import OWNER, TENANT, World

OWN = Caller(TENANT, OWNER, frozenset({"customer"}), correlation_id="cor_1")


def entry(what: str) -> Any:
    return audit.entry(TENANT, what, actor=f"user:{OWNER}", subject="x", correlation_id="cor_1", details={})


@pytest.fixture
def given(world: World) -> Standing:
    stored = {
        "standing_id": standing.named(), "agent_id": "agt_coach", "tool": "notes.create", "schema_hash": "h1",
        "pattern": {"text": {"const": "hello"}}, "uses": 3, "expires_at": int(time.time()) + 60,
    }  # fmt: skip
    return standing.create(OWN, stored, entry("standing.given"))


def change(given: Standing, name: str, value: Any) -> Standing:
    key = Keys(TENANT).standing(OWNER, given.standing_id)
    Items(APPROVALS).update(key, "SET #n = :v", values={":v": value}, names={"#n": name})
    return given


def test_it_covers_its_own_agent_tool_schema_and_arguments_alone(given: Standing) -> None:
    now, right = time.time(), {"text": "hello"}
    assert given.covers("agt_coach", "notes.create", "h1", right, now)
    assert not given.covers("agt_2", "notes.create", "h1", right, now)
    assert not given.covers("agt_coach", "notes.delete", "h1", right, now)
    assert not given.covers("agt_coach", "notes.create", "h2", right, now)
    assert not given.covers("agt_coach", "notes.create", "h1", {"text": "bye"}, now)
    assert not given.covers("agt_coach", "notes.create", "h1", right, now + 61)


def test_three_uses_are_taken_and_no_fourth(given: Standing) -> None:
    assert [standing.take(TENANT, given) for _ in range(4)] == [True, True, True, False]
    assert standing.get(OWN, given.standing_id).used == 3


def test_what_was_taken_back_after_it_was_found_is_not_used(given: Standing) -> None:
    standing.revoke(OWN, given.standing_id, entry("standing.revoked"))
    assert not standing.take(TENANT, given)
    assert standing.get(OWN, given.standing_id).used == 0


def test_what_ended_meanwhile_is_not_used(given: Standing) -> None:
    assert not standing.take(TENANT, change(given, "expires_at", 1))


def test_a_use_is_counted_together_with_what_it_allows_or_not_at_all(given: Standing) -> None:
    clash = Items(APPROVALS).checking(Keys(TENANT).approval("apr_none"), "attribute_exists(pk)")
    with pytest.raises(ConditionFailed):
        standing.take(TENANT, given, [clash])
    assert standing.get(OWN, given.standing_id).used == 0
