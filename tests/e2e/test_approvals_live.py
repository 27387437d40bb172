"""Approvals as people live through them: the inbox on the socket, verdicts by `resume`, and runs that go on after."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from greenlight.declare import APPROVALS, ENTRIES
from greenlight.items import Items
from greenlight.keys import Keys

from localstack.stack.profile import profile

from .coaches import a_coach
from .outside import Outside, open_outside
from .people import Json, Person, until
from .talking import Talk, results, talking, words

pytestmark = pytest.mark.e2e
ASKS_THE_ROLE = {"approvals": {"assignees": ["role.approver"]}}
SOON = {"approvals": {"expires_in": 60, "remind_after": 5}}  # its machine looks at the clock every two seconds


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    with open_outside(int(profile("test").stand_in.rpartition(":")[2])) as opened:
        yield opened


@pytest.fixture(scope="module")
def customer(stack: Any) -> Person:
    return Person(stack)


@pytest.fixture
def talk(customer: Person, outside: Outside) -> Iterator[Talk]:
    outside.got.clear()
    with talking(customer) as opened:
        yield opened


def post(outside: Outside, mark: str, body: str = '{"kg": 82.4}') -> str:
    """What the offline model turns into a web request; its path is `mark`."""
    return f"post {body} to {outside.url}/{mark}"


def shown(person: Person, approval_id: str) -> Json:
    said: Json = person.rest("GET", f"/api/v1/approvals/{approval_id}").body
    return said


def digest(interrupt: Mapping[str, Any]) -> str:
    return str(interrupt["metadata"]["digest"])


def test_an_approval_is_seen_as_it_is_asked_and_decided_by_whom_it_concerns_and_by_nobody_else(
    stack: Any, customer: Person, talk: Talk, outside: Outside
) -> None:
    approver, others = Person(stack, "approver"), [Person(stack, "stranger"), Person(stack, "viewer")]
    with (
        a_coach(customer, enforcement=ASKS_THE_ROLE) as agent, talking(approver) as his,
        talking(others[0]) as stranger, talking(others[1]) as viewer,
    ):  # fmt: skip
        accepted = talk.run(post(outside, "seen"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        for each in (talk, his):
            each.hears(asked["id"], "pending")
        decided = his.resume(accepted["thread"], asked["id"], "approve", digest(asked))
        assert [one["status"] for one in decided["approvals"]] == ["approved"]
        assert talk.ended(accepted)[-1]["outcome"] == {"type": "success"}
        for each in (talk, his):
            each.hears(asked["id"], "approved")
            assert each.statuses(asked["id"])[0] == "pending"
        for each in (stranger, viewer):
            assert each.say("ping", {})["kind"] == "pong"
            assert [one for one in each.frames if asked["id"] in json.dumps(one)] == []
    assert outside.marks() == ["seen"]
    assert shown(customer, asked["id"])["decided_from"]["door"] == "socket"


def test_who_is_not_asked_finds_nothing_to_resume(
    stack: Any, customer: Person, talk: Talk, outside: Outside
) -> None:
    accepted = talk.run(post(outside, "not_yours"))
    (asked,) = talk.asked(accepted)
    for user in ("stranger", "viewer", "approver"):
        with talking(Person(stack, user)) as other:
            refused = other.resume(accepted["thread"], asked["id"], "approve", digest(asked))
            assert (refused["kind"], refused["problem"]["status"]) == ("refused", 404), user
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked))
    talk.ended(accepted)
    assert outside.got == []


def test_after_a_yes_the_run_goes_on_in_a_leg_of_its_own_with_what_came_of_it(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    accepted = talk.run(post(outside, "goes_on"))
    (asked,) = talk.asked(accepted)
    assert outside.got == []
    exact = shown(customer, asked["id"])["exact"]
    talk.resume(accepted["thread"], asked["id"], "approve", digest(asked))
    events = talk.ended(accepted)
    assert [raw.decode() for raw in outside.got] == [exact]
    started = [event for event in events if event["type"] == "RUN_STARTED"]
    assert [event.get("parentRunId") for event in started] == [None, started[0]["runId"]]
    second = events[events.index(started[1]) :]
    assert [event["type"] for event in second][:2] == ["RUN_STARTED", "TOOL_CALL_RESULT"]
    assert (second[1]["toolCallId"], second[-1]["outcome"]) == (asked["toolCallId"], {"type": "success"})
    assert "was answered with 201" in words(second)


def test_a_no_is_told_with_its_reason(talk: Talk, outside: Outside) -> None:
    accepted = talk.run(post(outside, "no"))
    (asked,) = talk.asked(accepted)
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked), note="Not on a Friday")
    assert "a person said no: Not on a Friday" in words(talk.ended(accepted))
    assert outside.got == []


def test_a_message_in_the_same_thread_is_answered_while_an_approval_waits(
    talk: Talk, outside: Outside
) -> None:
    waiting = talk.run(post(outside, "meanwhile"))
    (asked,) = talk.asked(waiting)
    hello = talk.run("hello", waiting["thread"])
    assert talk.ended(hello)[-1]["outcome"] == {"type": "success"}
    assert "Hello." in words(talk.events(hello))
    assert "RUN_STARTED" not in [event["type"] for event in talk.events(waiting)[1:]]
    talk.resume(waiting["thread"], asked["id"], "approve", digest(asked))
    assert "was answered with 201" in words(talk.ended(waiting))


def test_cancelling_a_run_that_waits_calls_off_what_it_asked_for(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    accepted = talk.run(post(outside, "cancelled"))
    (asked,) = talk.asked(accepted)
    assert talk.say("cancel", {"run_id": accepted["run_id"]})["kind"] == "accepted"
    assert talk.ended(accepted)[-1]["outcome"] == {"type": "cancelled"}
    talk.hears(asked["id"], "cancelled")
    refused = talk.resume(accepted["thread"], asked["id"], "approve", digest(asked))
    assert (refused["kind"], refused["problem"]["status"]) == ("refused", 410)
    body = {"verdict": "approve", "digest": digest(asked)}
    assert customer.rest("POST", f"/api/v1/approvals/{asked['id']}/decide", body).status == 410
    until(lambda: shown(customer, asked["id"])["settled_at"], what="the settling")
    assert (outside.got, customer.rest("GET", f"/api/v1/runs/{accepted['run_id']}").body["status"]) == (
        [],
        "cancelled",
    )


def test_an_edit_is_what_goes_out_and_the_model_speaks_of_it(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    accepted = talk.run(post(outside, "edited"))
    (asked,) = talk.asked(accepted)
    instead = {**shown(customer, asked["id"])["arguments"], "body": '{"kg": 81.9}'}
    talk.resume(accepted["thread"], asked["id"], "edit", digest(asked), arguments=instead)
    events = talk.ended(accepted)
    assert 'A person changed it before approving: Body {"kg": 81.9} instead of {"kg": 82.4}' in words(events)
    (request,) = outside.got
    assert request.endswith(b'\r\n\r\n{"kg": 81.9}')
    (told,) = results(events)
    assert told["edited"]["diff"] == [
        {"op": "replace", "path": "/body", "from": '{"kg": 82.4}', "value": '{"kg": 81.9}'}
    ]


def test_an_approval_that_nobody_answered_lets_the_run_end_in_words(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, enforcement=SOON) as agent:
        accepted = talk.run(post(outside, "expired"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        key = Keys(customer.me()["tenant_id"]).approval(asked["id"])
        Items(APPROVALS).update(key, "SET expires_at = :past", values={":past": 1})
        events = talk.ended(accepted)
    assert "nobody decided in time" in words(events)
    assert (outside.got, shown(customer, asked["id"])["status"]) == ([], "expired")
    assert "expired" in talk.statuses(asked["id"])


def test_a_standing_approval_lets_its_kind_through_in_the_same_leg_until_it_is_used_up(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer) as agent:
        given = standing(customer, agent, f"{outside.url}/standing", uses=2)
        both = f"{post(outside, 'standing_1')} then {post(outside, 'standing_2')}"
        events = talk.ended(talk.run(both, agent_id=agent))
        assert [event["type"] for event in events].count("RUN_STARTED") == 1
        assert [result["standing_approval"] for result in results(events)] == [given["standing_id"]] * 2
        assert outside.marks() == ["standing_1", "standing_2"]
        (counted,) = [one for one in listed(customer) if one["standing_id"] == given["standing_id"]]
        assert (counted["used"], counted["uses"], counted["status"]) == (2, 2, "used_up")
        asks_and_is_denied(talk, post(outside, "standing_3"), agent)
    assert outside.marks() == ["standing_1", "standing_2"]


def test_a_standing_approval_covers_no_other_kind_and_nothing_once_it_was_taken_back(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer) as agent:
        given = standing(customer, agent, f"{outside.url}/taken", uses=5)
        asks_and_is_denied(talk, post(outside, "other_place"), agent)
        assert talk.ended(talk.run(post(outside, "taken_1"), agent_id=agent))[-1]["outcome"]["type"] == "success"
        path = f"/api/v1/standing-approvals/{given['standing_id']}"
        assert customer.rest("DELETE", path).status == 204
        asks_and_is_denied(talk, post(outside, "taken_2"), agent)
    assert outside.marks() == ["taken_1"]


def test_in_rehearsal_a_yes_sends_nothing_and_shows_the_exact_bytes(
    customer: Person, talk: Talk, outside: Outside
) -> None:
    with a_coach(customer, mode="rehearse") as agent:
        accepted = talk.run(post(outside, "rehearsed"), agent_id=agent)
        (asked,) = talk.asked(accepted)
        record = shown(customer, asked["id"])
        assert record["plain_words"].startswith("Rehearsal: approving sends nothing.")
        talk.resume(accepted["thread"], asked["id"], "approve", digest(asked))
        (told,) = results(talk.ended(accepted))
    assert record["exact"] in (told["result"] or {}).values(), told
    assert outside.got == []


def test_in_draft_mode_even_a_plain_write_asks(customer: Person, talk: Talk) -> None:
    days = [f"2001-03-{day:02d}" for day in (4, 5)]
    for day in days:
        customer.rest("DELETE", f"/api/v1/weights/{day}")
    with a_coach(customer, mode="draft") as agent:
        for day, verdict in zip(days, ("deny", "approve"), strict=True):
            accepted = talk.run(f"log 82.5 kg for {day}", agent_id=agent)
            (asked,) = talk.asked(accepted)
            assert asked["metadata"]["effect"] == "write"
            assert not _row(customer, day), "nothing is written before the verdict"
            talk.resume(accepted["thread"], asked["id"], verdict, digest(asked))
            talk.ended(accepted)
    assert [_row(customer, day) for day in days] == [0, 82.5]
    customer.rest("DELETE", f"/api/v1/weights/{days[1]}")


def _row(customer: Person, day: str) -> float:
    me = customer.me()
    found = Items(ENTRIES).get(Keys(me["tenant_id"]).entry(me["user_id"], "weights", day))
    return float(found["row"]["kg"]) if found else 0


def standing(customer: Person, agent_id: str, prefix: str, uses: int) -> Json:
    """A yes in advance to every post below this address."""
    wanted = {
        "agent_id": agent_id, "tool": "web.http_call", "uses": uses,
        "arguments": {"url": {"prefix": prefix}, "method": {"const": "POST"}, "headers": {"any": True},
                      "body": {"any": True}},
        "expires_at": (datetime.now(UTC) + timedelta(hours=1)).isoformat(),
    }  # fmt: skip
    given = customer.rest("POST", "/api/v1/standing-approvals", wanted)
    assert given.status == 201, given.body
    made: Json = given.body
    return made


def listed(customer: Person) -> list[Json]:
    found: list[Json] = customer.rest("GET", "/api/v1/standing-approvals?limit=100").body["items"]
    return found


def asks_and_is_denied(talk: Talk, message: str, agent_id: str) -> None:
    accepted = talk.run(message, agent_id=agent_id)
    (asked,) = talk.asked(accepted)
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked))
    talk.ended(accepted)
