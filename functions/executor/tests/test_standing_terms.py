"""A yes in advance holds on the terms of the day it is used, whatever they were when it was given."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import audit
from greenlight.actions import described, schema_hash
from greenlight.approvals import standing
from greenlight.items import Item

from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller, settle_in

from .test_execute import ask, calls


@pytest.fixture
def _given(cloud: Cloud, run: Item) -> Iterator[None]:
    """The customer lets his coach wipe `hello`, whenever it wants."""
    entry = audit.entry(
        TENANT, "standing.given", actor=f"user:{CUSTOMER}", subject="x", correlation_id="cor_1", details={}
    )
    stored = {
        "standing_id": standing.named(), "agent_id": AGENT, "tool": "notes.wipe", "uses": 100,
        "schema_hash": schema_hash(described("notes.wipe")),
        "pattern": {"text": {"const": "hello"}, "day": {"any": True}},
        "expires_at": int(time.time()) + 60,
    }  # fmt: skip
    standing.create(caller(), stored, entry)
    yield
    settle_in()


@pytest.mark.usefixtures("_given")
@pytest.mark.parametrize("terms", [{"people": 2}, {"fresh_login": True}, {"always_ask": True}], ids=str)
def test_terms_that_want_a_person_each_time_end_every_yes_in_advance(
    cloud: Cloud, run: Item, terms: dict[str, Any]
) -> None:
    kept = calls(cloud, "wipe")
    assert ask(run, "notes__wipe", "call_before")["status"] == "ok"
    settle_in(enforcement={"approvals": terms})
    assert ask(run, "notes__wipe", "call_after")["status"] == "approval_required"
    assert len(kept) == 1
