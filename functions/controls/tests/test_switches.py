"""Kill switches: pulled at once, lifted only by who has seen them, kept, and on record."""

import json
from typing import Any

import pytest
from greenlight.approvals import controls
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.approvals import PEOPLE
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT

from .conftest import ask, operate

URL = "/api/v1/kill-switches"
ALL: dict[str, Any] = {
    "tenant": True,
    "reason": "Fire drill.",
    "agents": {"agt_1": "Odd."},
    "tools": {"notes.create": "Broken."},
}


def pull(**body: Any) -> Any:
    return operate("PUT", URL, body)


def put(revision: int, **body: Any) -> Any:
    return operate("PUT", URL, body, **{"If-Match": f'"{revision}"'})


def entry(entry_id: str) -> dict[str, Any]:
    found = Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id))
    assert found is not None
    return found


def test_at_first_nothing_is_stopped(cloud: Cloud) -> None:
    said = operate("GET", URL)
    assert said.body == {"tenant": False, "reason": "", "agents": {}, "tools": {}, "revision": 0}
    assert controls.load(TENANT).killed("agt_1", "notes.create") == ""


def test_what_is_stopped_is_shown_and_kept_with_its_reason(cloud: Cloud) -> None:
    assert pull(**ALL).body == {**ALL, "revision": 1}
    assert operate("GET", URL).body == {**ALL, "revision": 1}
    assert operate("GET", URL).headers["ETag"] == '"1"'


@pytest.mark.parametrize(
    ("body", "asked", "reason"),
    [
        ({"tenant": True}, ("agt_2", "notes.other"), "An operator has stopped everything here."),
        ({"tenant": True, "reason": "Fire."}, ("agt_2", "notes.other"), "Fire."),
        ({"agents": {"agt_1": "Odd."}}, ("agt_1", "notes.other"), "Odd."),
        ({"agents": {"agt_1": "Odd."}}, ("agt_2", "notes.create"), ""),
        ({"tools": {"notes.create": "Broken."}}, ("agt_2", "notes.create"), "Broken."),
        ({"tools": {"notes__create": "Broken."}}, ("agt_2", "notes.create"), "Broken."),
        ({"tools": {"notes.create": "Broken."}}, ("agt_2", "notes.order"), ""),
    ],
)
def test_a_switch_stops_what_it_names(cloud: Cloud, body: Any, asked: tuple[str, str], reason: str) -> None:
    assert pull(**body).status == 200
    assert controls.load(TENANT).killed(*asked) == reason


def test_more_may_be_stopped_unseen_but_nothing_lifted(cloud: Cloud) -> None:
    pull(**ALL)
    assert pull(**{**ALL, "agents": {**ALL["agents"], "agt_2": "Too."}}).status == 200
    for lifting in ({**ALL, "tenant": False}, {**ALL, "agents": {}}, {**ALL, "tools": {}}):
        assert pull(**lifting).status == 412
    assert put(1).status == 412
    assert put(2).body == {"tenant": False, "reason": "", "agents": {}, "tools": {}, "revision": 3}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"tools": {"notes.none": "x"}}, "/tools/notes.none"),
        ({"tools": {"notes.create": ""}}, "/tools/notes.create"),
        ({"agents": {"a#b": "x"}}, "/agents/a#b"),
        ({"agents": {"agt_1": "x" * 301}}, "/agents/agt_1"),
        ({"tenant": True, "revision": 7}, "/revision"),
    ],
)
def test_a_switch_that_would_stop_nothing_is_refused(cloud: Cloud, body: Any, pointer: str) -> None:
    said = pull(**body)
    assert said.status == 422
    assert any(problem["pointer"].startswith(pointer) for problem in said.body["errors"])
    assert controls.load(TENANT).revision == 0


def test_each_change_is_on_record_with_who_made_it(cloud: Cloud) -> None:
    pull(tenant=True)
    put(1)
    first, last = (entry(entry_id) for entry_id in controls.load(TENANT).entries)
    assert [(one["what"], one["actor"]) for one in (first, last)] == [
        ("kill_switches.changed", f"user:{PEOPLE['operator']}")
    ] * 2
    assert json.loads(last["details"])["before"]["tenant"] is True
    assert json.loads(last["details"])["after"]["tenant"] is False


def test_a_switch_of_one_tenant_stops_no_other(cloud: Cloud) -> None:
    pull(tenant=True)
    assert controls.load("otherfirm").killed("agt_1", "notes.create") == ""


@pytest.mark.parametrize("role", ["customer", "approver", "viewer"])
def test_only_an_operator_looks_and_stops(cloud: Cloud, role: str) -> None:
    assert ask("GET", URL, user=PEOPLE[role]).body["rule"] == "role"
    assert ask("PUT", URL, {"tenant": True}, user=PEOPLE[role]).body["rule"] == "role"
    assert controls.load(TENANT).revision == 0
