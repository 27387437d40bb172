"""Standing approvals at their door: given narrowly, counted, taken back; never where a person is always asked."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from greenlight.actions import schema_hash
from greenlight.approvals import standing
from greenlight.declare import AGENTS, LEDGER
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.approvals import PEOPLE, TOOLS
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CUSTOMER, TENANT, settle_in

from .conftest import ask

URL = "/api/v1/standing-approvals"
POST = {"method": {"const": "POST"}, "url": {"prefix": "https://example.com/notes/"}, "body": {"any": True}}


def given(**changes: Any) -> dict[str, Any]:
    until = datetime.now(UTC) + timedelta(days=30)
    wanted = {"agent_id": AGENT, "tool": "notes.http_call", "arguments": POST, "uses": 2}
    return wanted | {"expires_at": until.isoformat()} | changes


def covers(url: str, body: str | None = None) -> standing.Standing | None:
    arguments = {"method": "POST", "url": url, "body": body}
    schema = schema_hash(TOOLS["http_call"])
    return standing.covering(TENANT, CUSTOMER, AGENT, "notes.http_call", schema, arguments)


def enforce(**approvals: Any) -> None:
    key = Keys(TENANT).agent(CUSTOMER, AGENT)
    Items(AGENTS).update(key, "SET enforcement = :e", values={":e": {"approvals": approvals}})


def test_it_covers_what_it_names_as_often_as_it_says(cloud: Cloud) -> None:
    said = ask("POST", URL, given())
    assert said.status == 201, said.body
    for left in (1, 0):
        found = covers("https://example.com/notes/1", "x")
        assert found is not None
        assert standing.take(TENANT, found)
        assert ask("GET", URL).body["items"][0]["used"] == 2 - left
    assert covers("https://example.com/notes/1") is None
    assert ask("GET", URL).body["items"][0]["status"] == "used_up"
    assert covers("https://example.com/other") is None
    ask("DELETE", f"{URL}/{said.body['standing_id']}")


def test_it_is_listed_until_taken_back_and_then_covers_nothing(cloud: Cloud) -> None:
    made = ask("POST", URL, given(tool="notes__http_call")).body
    assert covers("https://example.com/notes/1") is not None
    url = f"{URL}/{made['standing_id']}"
    assert ask("DELETE", url, **{"If-Match": '"7"'}).status == 412
    assert [ask("DELETE", url).status for _ in range(2)] == [204, 204]
    assert covers("https://example.com/notes/1") is None
    shown = ask("GET", URL).body["items"][0]
    assert (shown["standing_id"], shown["status"], len(shown["entries"])) == (
        made["standing_id"],
        "revoked",
        2,
    )
    found = [Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id)) for entry_id in shown["entries"]]
    assert [one["what"] for one in found if one] == ["standing.given", "standing.revoked"]


@pytest.mark.parametrize(
    ("changes", "status", "hint"),
    [
        ({"arguments": {**POST, "url": {"any": True}, "method": {"any": True}}}, 422, "narrow at least one"),
        ({"arguments": {"url": {"const": "x"}}}, 422, "needs a matcher"),
        ({"arguments": {**POST, "more": {"any": True}}}, 422, "no argument of this tool"),
        (
            {"arguments": {**POST, "url": {"prefix": "https://example.com"}}},
            422,
            "slash that begins its path",
        ),
        ({"arguments": {**POST, "url": {"regex": ".*"}}}, 422, "const, enum, prefix"),
        ({"uses": 0}, 422, "/uses"),
        ({"uses": 1001}, 422, "/uses"),
        ({"expires_at": "2099-01-01T00:00:00Z"}, 422, "90 days"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, 422, "90 days"),
        ({"expires_at": "2099-01-01T00:00:00"}, 422, "/expires_at"),
        ({"tool": "notes.none"}, 404, "no tool"),
        ({"agent_id": "agt_none"}, 404, "no such agent"),
        ({"tool": "notes.order", "arguments": {"text": {"const": "x"}}}, 403, "always asked"),
    ],
)
def test_a_yes_that_says_too_much_is_refused(cloud: Cloud, changes: Any, status: int, hint: str) -> None:
    said = ask("POST", URL, given(**changes))
    assert said.status == status, said.body
    assert hint in str(said.body)


@pytest.mark.parametrize(
    "approvals",
    [
        {"verbs": {"send": {"always_ask": True}}},
        {"effects": {"external": {"people": 2}}},
        {"fresh_login": True},
    ],
)
def test_where_the_type_always_asks_nobody_says_yes_in_advance(cloud: Cloud, approvals: Any) -> None:
    enforce(**approvals)
    assert ask("POST", URL, given()).body["rule"] == "always_ask"


def test_an_agent_gets_no_yes_for_a_tool_that_it_may_not_use(cloud: Cloud) -> None:
    settle_in(CUSTOMER, capabilities={"tools": ["weights.*"]})
    assert ask("POST", URL, given()).body["rule"] == "allow_list"


@pytest.mark.parametrize("role", ["approver", "operator", "viewer"])
def test_only_the_agents_own_customer_gives_one(cloud: Cloud, role: str) -> None:
    for said in (ask("POST", URL, given(), user=PEOPLE[role]), ask("GET", URL, user=PEOPLE[role])):
        assert said.body["rule"] == "role"


def test_anothers_does_not_exist(cloud: Cloud) -> None:
    made = ask("POST", URL, given()).body
    settle_in("usr_other")
    assert ask("DELETE", f"{URL}/{made['standing_id']}", user="usr_other").status == 404
    assert ask("GET", URL, user="usr_other").body["items"] == []
    ask("DELETE", f"{URL}/{made['standing_id']}")
