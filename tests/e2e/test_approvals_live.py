"""Approvals as people live through them: the inbox on the socket, verdicts by `resume`, and runs that go on after."""

import json
from typing import Any

import pytest
from greenlight import agui
from greenlight.approvals.records import Record
from greenlight.threads.lifecycle import announce
from greenlight.threads.runs import Runs

from .approving import Asker, invoke
from .coaches import a_coach
from .outside import Outside
from .people import Person, until
from .talking import Talk, digest, post, results, shown, talking, words

pytestmark = pytest.mark.e2e
ASKS_THE_ROLE = {"approvals": {"assignees": ["role.approver"]}}


def test_an_approval_is_seen_as_it_is_asked_and_decided_by_whom_it_concerns_and_by_nobody_else(
    stack: Any, customer: Person, talk: Talk, outside: Outside
) -> None:
    approver, others = Person(stack, "approver"), [Person(stack, "stranger"), Person(stack, "viewer")]
    with (
        a_coach(customer, enforcement=ASKS_THE_ROLE) as agent, talking(approver) as his,
        talking(others[0]) as stranger, talking(others[1]) as viewer,
    ):  # fmt: skip
        accepted = talk.run(post(outside.url, "seen"), agent_id=agent)
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
    accepted = talk.run(post(outside.url, "not_yours"))
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
    accepted = talk.run(post(outside.url, "goes_on"))
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
    accepted = talk.run(post(outside.url, "no"))
    (asked,) = talk.asked(accepted)
    talk.resume(accepted["thread"], asked["id"], "deny", digest(asked), note="Not on a Friday")
    assert "a person said no: Not on a Friday" in words(talk.ended(accepted))
    assert outside.got == []


def test_a_message_in_the_same_thread_is_answered_while_an_approval_waits(
    talk: Talk, outside: Outside
) -> None:
    waiting = talk.run(post(outside.url, "meanwhile"))
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
    accepted = talk.run(post(outside.url, "cancelled"))
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
    accepted = talk.run(post(outside.url, "edited"))
    (asked,) = talk.asked(accepted)
    instead = {**shown(customer, asked["id"])["arguments"], "body": '{"kg": 81.9}'}
    talk.resume(accepted["thread"], asked["id"], "edit", digest(asked), arguments=instead)
    events = talk.ended(accepted)
    assert 'A person changed it before approving: body {"kg": 81.9} instead of {"kg": 82.4}' in words(events)
    (request,) = outside.got
    assert request.endswith(b'\r\n\r\n{"kg": 81.9}')
    (told,) = results(events)
    assert told["edited"]["diff"] == [
        {"op": "replace", "path": "/body", "from": '{"kg": 82.4}', "value": '{"kg": 81.9}'}
    ]


def test_of_two_calls_in_one_leg_the_run_waits_for_both_verdicts(
    stack: Any, customer: Person, talk: Talk, outside: Outside
) -> None:
    asker = Asker(stack, customer, outside.url)
    run, marks = asker.run, ["both_1", "both_2"]
    announce(Runs(asker.tenant), run)
    assert talk.say("subscribe", {"after_seq": 0}, run["thread_id"])["kind"] == "subscribed"
    first, second = [asked_by_its_agent(asker, n, mark) for n, mark in enumerate(marks, 1)]
    park = {"op": "park", "run_token": asker.token, "run_id": run["run_id"], "loaded": ["web"], "usage": []}
    assert invoke("executor", park)["parked"]
    accepted = {"run_id": run["run_id"], "thread": run["thread_id"]}
    asked = talk.asked(accepted)
    assert [one["id"] for one in asked] == [first.approval_id, second.approval_id]

    assert talk.resume(run["thread_id"], first.approval_id, "approve", first.digest)["kind"] == "decided"
    until(lambda: asker.settled(first.approval_id), what="the settling of the first")
    assert outside.marks() == marks[:1], "what was approved need not wait for the other"
    assert customer.rest("GET", f"/api/v1/runs/{run['run_id']}").body["status"] == "waiting"
    no = talk.resume(run["thread_id"], second.approval_id, "deny", second.digest, note="One is enough")
    assert no["kind"] == "decided"
    events = talk.ended(accepted)
    assert {event["toolCallId"] for event in events if event["type"] == "TOOL_CALL_RESULT"} == {
        first.call_id,
        second.call_id,
    }
    assert [event["type"] for event in events].count("RUN_STARTED") == 2
    assert "/both_1 was answered with 201" in words(events)
    assert "a person said no: One is enough" in words(events)


def asked_by_its_agent(asker: Asker, number: int, mark: str) -> Record:
    """As the agent does it: the call among the thread's events, then at the executor."""
    call_id = f"{asker.run['run_id']}.1.{mark}"
    arguments = {"url": f"{asker.receiver}/{mark}", "method": "POST", "headers": None, "body": mark}
    said = [
        agui.tool_call_start(call_id, "web__http_call"),
        agui.tool_call_args(call_id, json.dumps(arguments)),
        agui.tool_call_end(call_id),
    ]
    batch = {"op": "append", "run_token": asker.token, "batch": number, "events": said}
    assert invoke("thread_append", batch)["ok"]
    return asker.asked(mark)
