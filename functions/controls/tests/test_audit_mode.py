"""Audit mode: its owner names the gates; the thread keeps them, and so does the record."""

from typing import Any

import pytest
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.threads.runs import Runs

from tests.standins.approvals import PEOPLE
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CUSTOMER, TENANT, caller, settle_in

from .conftest import ask

URL = "/coach_audit"


@pytest.fixture
def thread(cloud: Cloud) -> str:
    made: str = Runs(TENANT).begin_thread(caller(), AGENT, "t")["thread_id"]
    return made


def stored(thread: str) -> Any:
    return Runs(TENANT).thread(CUSTOMER, thread)


@pytest.mark.parametrize(
    ("wanted", "gates"),
    [
        ({"on": True}, ["context", "tools", "final"]),
        ({"on": True, "gates": ["final", "final"]}, ["final"]),
        ({"on": True, "gates": ["tools"], "ask_reads": True}, ["tools", "reads"]),
        ({"on": True, "gates": ["final"], "ask_reads": True}, ["final"]),
        ({"on": False, "gates": ["tools"]}, []),
    ],
)
def test_the_thread_keeps_the_gates(thread: str, wanted: Any, gates: list[str]) -> None:
    said = ask("POST", URL, {"thread_id": thread, **wanted})
    assert said.status == 200
    assert stored(thread)["audit"] == {"gates": gates}
    assert said.body["gates"] == [gate for gate in gates if gate != "reads"]


def test_each_switch_is_on_record_and_the_queue_is_left_alone(thread: str) -> None:
    before = stored(thread)["revision"]
    for on in (True, False):
        ask("POST", URL, {"thread_id": thread, "on": on})
    found = [Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id)) for entry_id in stored(thread)["entries"]]
    assert [one["what"] for one in found if one] == ["audit_mode.switched"] * 2
    assert stored(thread)["revision"] == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"on": True, "gates": []}, 422),
        ({"on": True, "gates": ["reads"]}, 422),
        ({"on": True, "gates": ["everything"]}, 422),
        ({}, 422),
        ({"on": True, "thread_id": "thr_none"}, 404),
        ({"on": True, "thread_id": "a#b"}, 422),
    ],
)
def test_what_makes_no_sense_is_refused(thread: str, body: Any, status: int) -> None:
    assert ask("POST", URL, {"thread_id": thread, **body}).status == status
    assert "audit" not in stored(thread) or not stored(thread)["audit"]["gates"]


def test_only_its_owner_switches_it(thread: str) -> None:
    settle_in("usr_other")
    body = {"thread_id": thread, "on": True}
    assert ask("POST", URL, body, user="usr_other").status == 404
    assert ask("POST", URL, body, user=PEOPLE["operator"]).body["rule"] == "role"
