"""Subscriptions: a trial with dates and caps, a draft instance beside it, conversion, and the end."""

import json
import time
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from greenlight import subscriptions
from greenlight.agents import by_id, hired
from greenlight.declare import AGENTS, LEDGER
from greenlight.errors import Denied, NotFound
from greenlight.goals.records import Goal
from greenlight.goals.recurrence import Frequency
from greenlight.goals.store import Goals
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc
from greenlight.type_records import published_items

from infra.agent_types import shipped
from tests.standins.approvals import PEOPLE
from tests.standins.hired import MARKETING, TRADING, hire, row
from tests.standins.platform import TENANT

from .conftest import ask, outdate

DAY = 24 * 3600


def audited(entry_id: str) -> dict[str, Any]:
    found = Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id))
    assert found is not None
    return found


def seconds(since: str, until: str) -> float:
    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()


def test_hiring_starts_a_trial_with_the_dates_and_caps_of_the_type(person: str) -> None:
    said = hire(MARKETING, user=person)
    assert said.status == 201
    assert said.headers["Location"] == f"/api/cp/subscriptions/{said.body['subscription_id']}"
    assert (said.body["status"], said.body["plan"], said.body["trial_status"]) == (
        "active",
        "trial",
        "active",
    )
    trial = said.body["trial"]
    assert trial["caps"] == {"actions": 100, "goal_runs": 31}
    assert seconds(trial["started_at"], trial["ends_at"]) == 14 * DAY
    assert (said.body["ended_at"], said.body["retention_until"]) == (None, None)


def test_hiring_makes_an_instance_that_does_nothing_yet(person: str) -> None:
    made = hire(TRADING, user=person).body
    agent = row(made["agent_id"], person)
    assert (agent["status"], agent["configured"], agent["finalized_at"]) == ("paused", False, "")
    assert (agent["agent_type_id"], agent["version"]) == (TRADING, 1)
    assert agent["capabilities"] == {"tools": ["trading.*"]}
    kind = shipped()[TRADING]
    assert agent["planner_config"] == {**kind["planner"], "persona": kind["persona"]}
    assert (agent["rate_limit_rpm"], agent["budget_cents"]) == (60, 500)
    assert agent["enforcement"]["approvals"]["verbs"]["place_order"] == {
        "always_ask": True,
        "expires_in": 900,
    }
    assert agent["enforcement"]["fx"] == kind["enforcement_defaults"]["fx"]
    with pytest.raises(Denied, match="is paused"):
        hired(TENANT, person, made["agent_id"])
    assert by_id(TENANT, made["agent_id"])["owner_id"] == person


def test_the_agent_keeps_the_trial_that_its_gates_read(person: str) -> None:
    made = hire(MARKETING, user=person).body
    assert row(made["agent_id"], person)["trial"] == {"status": "active", **made["trial"]}


def test_a_plan_that_is_paid_for_has_no_trial(person: str) -> None:
    made = hire(MARKETING, "monthly", user=person).body
    assert made["trial_status"] == "none"
    assert made["trial"] == {"started_at": None, "ends_at": None, "caps": {}}
    assert row(made["agent_id"], person)["trial"]["status"] == "none"


def test_a_trial_is_over_by_the_clock_alone(person: str) -> None:
    made = hire(MARKETING, user=person).body
    trial = {
        "status": "active",
        "started_at": utc(time.time() - 60),
        "ends_at": utc(time.time() - 1),
        "caps": {},
    }
    outdate(person, made["subscription_id"], trial=trial)
    assert (
        ask("GET", f"/subscriptions/{made['subscription_id']}", user=person).body["trial_status"] == "expired"
    )


def test_a_trial_is_converted_also_when_it_is_over(person: str) -> None:
    made = hire(MARKETING, user=person).body
    url = f"/subscriptions/{made['subscription_id']}/convert"
    said = ask("POST", url, {"plan": "monthly"}, user=person)
    assert (said.body["plan"], said.body["trial_status"], said.body["revision"]) == (
        "monthly",
        "converted",
        2,
    )
    assert row(made["agent_id"], person)["trial"]["status"] == "converted"
    again = ask("POST", url, {"plan": "monthly"}, user=person)
    assert (again.status, again.body["detail"][:29]) == (409, "This subscription is in no tr")


def test_the_end_stops_the_agent_and_keeps_what_it_made_for_a_while(person: str) -> None:
    made = hire(MARKETING, user=person).body
    said = ask("POST", f"/subscriptions/{made['subscription_id']}/end", {"reason": "Enough."}, user=person)
    assert (said.status, said.body["status"]) == (200, "ended")
    assert seconds(said.body["ended_at"], said.body["retention_until"]) == 30 * DAY
    agent = row(made["agent_id"], person)
    assert (agent["status"], agent["paused_reason"]) == ("disabled", "Enough.")


def test_ending_twice_is_the_same(person: str) -> None:
    url = f"/subscriptions/{hire(MARKETING, user=person).body['subscription_id']}/end"
    first = ask("POST", url, user=person)
    assert ask("POST", url, user=person).body == first.body


def test_what_has_ended_is_not_converted(person: str) -> None:
    url = f"/subscriptions/{hire(MARKETING, user=person).body['subscription_id']}"
    ask("POST", f"{url}/end", user=person)
    assert ask("POST", f"{url}/convert", user=person).status == 410


def test_the_end_pauses_what_recurs_and_has_its_schedules_taken_away(person: str) -> None:
    made = hire(MARKETING, user=person).body
    goals = [goal(person, made["agent_id"], "weekly"), goal(person, made["agent_id"], "on_demand")]
    for one in goals:
        commit(Goals(TENANT).writing(one, None))
    before = len(scheduled())
    url = f"/subscriptions/{made['subscription_id']}/end"
    assert ask("POST", url, user=person).status == 200
    kept, _ = Goals(TENANT).of_agent(person, made["agent_id"], 10)
    assert {(one.frequency, one.status) for one in kept} == {("weekly", "paused"), ("on_demand", "active")}
    body = {"goal_id": goals[0].goal_id, "user_id": person, "agent_id": made["agent_id"]}
    assert scheduled()[before:] == [body]
    commit(Goals(TENANT).writing(goal(person, made["agent_id"], "daily"), None))
    ask("POST", url, user=person)
    kept, _ = Goals(TENANT).of_agent(person, made["agent_id"], 10)
    assert not any(one.is_scheduled for one in kept)


def goal(user_id: str, agent_id: str, frequency: Frequency) -> Goal:
    return Goal(
        new_id("gol"), TENANT, user_id, agent_id, MARKETING, 1, "weekly_multichannel_batch", "Posts", frequency,
        "UTC", {"time": "09:00", "weekday": "MON", "day": 1}, since=int(time.time()),
    )  # fmt: skip


def scheduled() -> list[Any]:
    rows = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    return [json.loads(one["body"]) for one in rows if one["kind"] == "schedule"]


def test_each_step_is_on_record(person: str) -> None:
    made = hire(MARKETING, user=person).body
    url = f"/subscriptions/{made['subscription_id']}"
    ask("POST", f"{url}/convert", user=person)
    entries = ask("POST", f"{url}/end", user=person).body["entries"]
    said = [audited(entry_id) for entry_id in entries]
    assert [one["what"] for one in said] == ["agent.hired", "subscription.converted", "subscription.ended"]
    assert {one["actor"] for one in said} == {f"user:{person}"}
    assert row(made["agent_id"], person)["entries"] == entries


def test_a_stale_revision_changes_nothing(person: str) -> None:
    made = hire(MARKETING, user=person).body
    url = f"/subscriptions/{made['subscription_id']}"
    assert ask("POST", f"{url}/end", user=person, **{"If-Match": '"7"'}).status == 412
    assert ask("GET", url, user=person).body["status"] == "active"
    assert ask("POST", f"{url}/end", user=person, **{"If-Match": '"1"'}).status == 200


def test_the_list_is_paged_latest_first(person: str) -> None:
    made = [hire(MARKETING, user=person).body["subscription_id"] for _ in range(3)]
    page = ask("GET", "/subscriptions?limit=2", user=person).body
    rest = at_cursor(page["next_cursor"], person)
    found = [one["subscription_id"] for one in (*page["items"], *rest["items"])]
    assert found == sorted(made, reverse=True)


def at_cursor(cursor: str, user: str) -> Any:
    return ask("GET", f"/subscriptions?limit=2&cursor={quote(cursor)}", user=user).body


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({"agent_type_id": "nobody.v1"}, 404, ""),
        ({"agent_type_id": "a#b"}, 422, "/agent_type_id"),
        ({"agent_type_id": MARKETING, "plan": "free"}, 422, "/plan"),
        ({"agent_type_id": MARKETING, "trial": {"days": 999}}, 422, "/trial"),
        ({}, 422, "/agent_type_id"),
        ({"agent_type_id": MARKETING, "name": "sk-live-51HqLyjWDarjtT1zdp7dc"}, 422, "/name"),
    ],
)
def test_what_cannot_be_hired_is_refused(person: str, body: Any, status: int, pointer: str) -> None:
    said = ask("POST", "/subscriptions", body, user=person)
    assert said.status == status
    assert [one["pointer"] for one in said.body.get("errors", [])] == ([pointer] if pointer else [])
    assert ask("GET", "/subscriptions", user=person).body["items"] == []


def test_a_type_of_another_tenant_does_not_exist(person: str) -> None:
    definition = {**shipped()[MARKETING], "agent_type_id": "marketing.theirs.v1", "version": 1}
    for item in published_items(definition, "otherfirm"):
        Items(AGENTS).put(item)
    absent = ask("POST", "/subscriptions", {"agent_type_id": "nobody.v1"}, user=person)
    theirs = ask("POST", "/subscriptions", {"agent_type_id": "marketing.theirs.v1"}, user=person)
    assert (theirs.status, theirs.body["detail"]) == (404, absent.body["detail"])


def test_another_persons_subscription_is_absent(person: str) -> None:
    url = f"/subscriptions/{hire(MARKETING, user=person).body['subscription_id']}"
    absent = ask("GET", "/subscriptions/sub_none", user=person)
    for method, path in (("GET", url), ("POST", f"{url}/end"), ("POST", f"{url}/convert")):
        said = ask(method, path)
        assert (said.status, said.body["detail"]) == (404, absent.body["detail"])
    with pytest.raises(NotFound):
        subscriptions.get(TENANT, person, "a#b")


def test_the_same_request_twice_hires_once(person: str) -> None:
    first = hire(MARKETING, user=person, **{"Idempotency-Key": "once"})
    again = hire(MARKETING, user=person, **{"Idempotency-Key": "once"})
    assert again.body == first.body
    assert again.headers["Idempotent-Replayed"] == "true"
    assert len(ask("GET", "/subscriptions", user=person).body["items"]) == 1


@pytest.mark.parametrize("role", ["approver", "operator", "viewer"])
def test_only_a_customer_hires(types: None, role: str) -> None:
    assert hire(MARKETING, user=PEOPLE[role]).body["rule"] == "role"


def test_there_is_an_end_to_how_many_run_at_once(person: str) -> None:
    keys = Keys(TENANT)
    for n in range(100):
        key = keys.subscription(person, f"sub_{n}")
        Items(AGENTS).put({**key, "subscription_id": f"sub_{n}", "status": "active"})
    assert hire(MARKETING, user=person).status == 409
    Items(AGENTS).put({**keys.subscription(person, "sub_0"), "subscription_id": "sub_0", "status": "ended"})
    assert hire(MARKETING, user=person).status == 201
