"""The socket: who may open it, what may be said on it, and what is said back."""

import json

import pytest
from greenlight import doors, keys
from greenlight.declare import DOORS, TENANTS
from greenlight.items import Items
from greenlight.threads.chunks import Batch
from greenlight.threads.log import EventLog
from greenlight.threads.runs import Runs

from functions.threads import speak
from functions.threads.app import connect, disconnect, message
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CONNECTION, CUSTOMER, LATER, TENANT, caller, settle_in, ticket

from .conftest import connecting, event
from .talk import OTHER, open_second, own, raw, say


def test_a_ticket_opens_one_socket_once(cloud: Cloud) -> None:
    secret = ticket()
    assert connect(connecting(secret), None)["statusCode"] == 200
    assert connect(connecting(secret, connection=OTHER), None)["statusCode"] == 401


@pytest.mark.parametrize("secret", ["", "x", "A" * 43])
def test_without_a_good_ticket_no_socket_opens(cloud: Cloud, secret: str) -> None:
    assert connect(connecting(secret), None)["statusCode"] == 401


def test_a_page_from_elsewhere_may_not_open_a_socket(cloud: Cloud) -> None:
    assert connect(connecting(ticket(), origin="https://evil.example"), None)["statusCode"] == 403
    assert connect(connecting(ticket(), origin="http://127.0.0.1:8600"), None)["statusCode"] == 200


def test_a_run_is_accepted_before_it_starts_and_the_sender_listens(cloud: Cloud, socket: str) -> None:
    said = say(cloud, "run", {"message": "log 82.5 kg for today"}, id="m1")
    assert (said["kind"], said["id"]) == ("accepted", "m1")
    ((function, payload),) = cloud.started
    assert function == "greenlight-test-agent"
    assert (payload["run_id"], payload["thread_id"]) == (said["run_id"], said["thread"])
    done = EventLog(keys.Keys(TENANT), said["thread"]).append(Batch("run_x.1", 1, "c", [{"type": "X"}]))
    assert list(done.sockets) == [CONNECTION]


def test_the_same_run_twice_is_one_run(cloud: Cloud, socket: str) -> None:
    first = say(cloud, "run", {"message": "hello"}, id=own("same"))
    again = say(cloud, "run", {"message": "hello"}, id=own("same"))
    other = say(cloud, "run", {"message": "other words"}, id=own("same"))
    assert (again["run_id"], again["thread"]) == (first["run_id"], first["thread"])
    assert other["problem"]["status"] == 422
    assert {payload["run_id"] for _, payload in cloud.started} == {first["run_id"]}


def test_a_repeat_starts_a_run_that_nobody_claimed_and_leaves_a_claimed_one_alone(
    cloud: Cloud, socket: str
) -> None:
    """Whoever accepted it may have died before the start: the client's own repeat mends that at once."""
    first = say(cloud, "run", {"message": "hello"}, id=own("lost"))
    say(cloud, "run", {"message": "hello"}, id=own("lost"))
    assert len(cloud.started) == 2
    runs = Runs(TENANT)
    runs.claim(runs.run(first["thread"], first["run_id"]), "inv/1", 2**31, "c0ffee")
    say(cloud, "run", {"message": "hello"}, id=own("lost"))
    assert len(cloud.started) == 2


def test_one_runs_five_wait_and_the_seventh_is_refused_but_a_known_one_is_still_known(
    cloud: Cloud, socket: str
) -> None:
    first = say(cloud, "run", {"message": "1"}, id=own("r1"))
    waiting = [
        say(cloud, "run", {"message": str(n)}, id=own(f"r{n}"), thread=first["thread"]) for n in range(2, 7)
    ]
    assert [frame["kind"] for frame in waiting] == ["accepted"] * 5
    refused = say(cloud, "run", {"message": "7"}, id=own("r7"), thread=first["thread"])
    assert (refused["kind"], refused["problem"]["status"]) == ("refused", 429)
    assert (
        say(cloud, "run", {"message": "3"}, id=own("r3"), thread=first["thread"])["run_id"]
        == waiting[1]["run_id"]
    )
    assert len(cloud.started) == 1


@pytest.mark.parametrize(
    ("body", "status", "hint"),
    [
        ("{not json", 422, "JSON"),
        ("[]", 422, '"v": 1'),
        ('{"v":1,"kind":"run","payload":{}}', 422, "`id`"),
        ('{"v":1,"kind":"dance","id":"m1"}', 422, "`kind`"),
        ('{"v":1,"kind":"run","id":"m1","payload":7}', 422, "`payload`"),
        ('{"v":1,"kind":"run","id":"m1","payload":{"message":7}}', 422, "payload.message"),
        ('{"v":1,"kind":"run","id":"m1","payload":{"message":" "}}', 422, "1 to 64 KB"),
        (
            '{"v":1,"kind":"run","id":"m1","payload":{"message":"x","agent_id":"agt_none"}}',
            404,
            "no such agent",
        ),
        ('{"v":1,"kind":"subscribe","id":"m1","thread":"thr_none","payload":{}}', 404, "no such thread"),
        ('{"v":1,"kind":"subscribe","id":"m1","thread":"a#b","payload":{}}', 404, "no such"),
        ('{"v":1,"kind":"cancel","id":"m1","payload":{"run_id":"run_none"}}', 404, "no such run"),
        ('{"v":1,"kind":"resume","id":"m1","thread":"t","payload":[]}', 422, "1 to 20"),
        ('{"v":1,"kind":"run","id":"m1","payload":{"message":"' + "x" * 200_000 + '"}}', 413, "128 KB"),
    ],
)
def test_bad_input_is_refused_with_a_hint_and_changes_nothing(
    cloud: Cloud, socket: str, body: str, status: int, hint: str
) -> None:
    said = raw(cloud, body)
    assert (said["kind"], said["problem"]["status"]) == ("refused", status)
    assert hint in said["problem"]["detail"]
    assert said["problem"]["correlation_id"].startswith("cor_")
    assert cloud.started == []


def test_ping_is_answered(cloud: Cloud, socket: str) -> None:
    said = say(cloud, "ping")
    assert said["kind"] == "pong", said


@pytest.mark.parametrize(("user", "tenant"), [("usr_other", TENANT), (CUSTOMER, "otherfirm")])
def test_anothers_thread_and_run_do_not_exist(cloud: Cloud, socket: str, user: str, tenant: str) -> None:
    mine = say(cloud, "run", {"message": "hello"})
    on = open_second(cloud, user, tenant)
    for kind, payload in [("run", {"message": "x"}), ("subscribe", {"after_seq": 0})]:
        assert say(cloud, kind, payload, thread=mine["thread"], on=on)["problem"]["status"] == 404
    assert say(cloud, "cancel", {"run_id": mine["run_id"]}, on=on)["problem"]["status"] == 404


def test_subscribing_replays_what_was_missed_in_order(cloud: Cloud, socket: str) -> None:
    thread = say(cloud, "run", {"message": "hello"})["thread"]
    log = EventLog(keys.Keys(TENANT), thread)
    for number in range(1, 8):
        log.append(Batch("run_x.1", number, "c", [{"type": "CUSTOM", "name": "n", "value": number}] * 3))
    cloud.frames.clear()
    last = say(cloud, "subscribe", {"after_seq": 4}, thread=thread)
    assert [f["seq"] for f in cloud.frames[CONNECTION][:-1]] == list(range(5, 22))
    assert (last["kind"], last["seq"]) == ("subscribed", 21)
    assert say(cloud, "subscribe", {"after_seq": -1}, thread=thread)["problem"]["status"] == 422


def test_cancelling_ends_the_run_and_starts_the_next(cloud: Cloud, socket: str) -> None:
    first = say(cloud, "run", {"message": "1"}, id=own("r1"))
    second = say(cloud, "run", {"message": "2"}, id=own("r2"), thread=first["thread"])
    say(cloud, "cancel", {"run_id": first["run_id"]})
    runs = Runs(TENANT)
    assert runs.run(first["thread"], first["run_id"])["status"] == "cancelled"
    assert [payload["run_id"] for _, payload in cloud.started] == [first["run_id"], second["run_id"]]
    kinds = [e.event["type"] for e in EventLog(runs.keys, first["thread"]).read()]
    assert kinds == ["RUN_STARTED", "RUN_FINISHED"]
    assert say(cloud, "cancel", {"run_id": first["run_id"]})["kind"] == "accepted"


def test_a_waiting_run_can_be_cancelled_without_touching_the_running_one(cloud: Cloud, socket: str) -> None:
    first = say(cloud, "run", {"message": "1"}, id=own("r1"))
    second = say(cloud, "run", {"message": "2"}, id=own("r2"), thread=first["thread"])
    say(cloud, "cancel", {"run_id": second["run_id"]})
    thread = Runs(TENANT).thread(CUSTOMER, first["thread"])
    assert (thread["active_run"], thread["waiting"]) == (first["run_id"], [])


def test_rights_are_those_of_this_moment(cloud: Cloud, socket: str) -> None:
    """A member who is let go, a session that has ended: the open socket is worth nothing any more."""
    member = keys.Keys(TENANT).member(CUSTOMER)
    Items(TENANTS).update(member, "SET #s = :gone", values={":gone": "inactive"}, names={"#s": "status"})
    assert say(cloud, "run", {"message": "x"})["problem"]["status"] == 403
    assert cloud.hung_up == []
    settle_in()
    Items(DOORS).update(keys.connection(CONNECTION), "SET expires_at = :past", values={":past": 1})
    assert say(cloud, "run", {"message": "x"})["problem"]["status"] == 401
    assert cloud.hung_up == [CONNECTION]


def test_a_viewer_reads_but_starts_nothing(cloud: Cloud, socket: str) -> None:
    member = keys.Keys(TENANT).member(CUSTOMER)
    Items(TENANTS).update(member, "SET #r = :roles", values={":roles": ["viewer"]}, names={"#r": "roles"})
    assert say(cloud, "run", {"message": "x"})["problem"]["rule"] == "role"


def test_a_paused_agent_is_not_talked_to(cloud: Cloud, socket: str) -> None:
    settle_in(status="paused")
    assert say(cloud, "run", {"message": "x"})["problem"]["status"] == 404
    assert say(cloud, "run", {"message": "x", "agent_id": AGENT})["problem"]["rule"] == "agent_status"


def test_the_twenty_first_socket_is_refused(cloud: Cloud, socket: str) -> None:
    thread = say(cloud, "run", {"message": "hello"})["thread"]
    log = EventLog(keys.Keys(TENANT), thread)
    for number in range(19):
        log.listen(f"c{number}=", LATER)
    on = open_second(cloud, CUSTOMER)
    assert say(cloud, "subscribe", {}, thread=thread, on=on)["problem"]["status"] == 429


def test_closing_the_socket_ends_the_pushing(cloud: Cloud, socket: str) -> None:
    thread = say(cloud, "run", {"message": "hello"})["thread"]
    disconnect(event("$disconnect"), None)
    done = EventLog(keys.Keys(TENANT), thread).append(Batch("run_x.1", 1, "c", [{"type": "X"}]))
    assert done.sockets == {}


def test_a_socket_that_vanished_is_forgotten_at_the_next_push(cloud: Cloud, socket: str) -> None:
    say(cloud, "ping")
    cloud.gone.add(CONNECTION)
    message(event("$default", '{"v":1,"kind":"ping","id":"m2"}'), None)
    assert Items(DOORS).get(keys.connection(CONNECTION)) is None


def test_every_kind_of_the_contract_has_its_function() -> None:
    assert set(speak.KINDS) == {"run", "resume", "ui_intent", "subscribe", "cancel", "ping"}


def test_an_identity_is_never_taken_from_the_message(cloud: Cloud, socket: str) -> None:
    forged = {
        "v": 1,
        "kind": "run",
        "id": "m",
        "tenant_id": "otherfirm",
        "user_id": "x",
        "payload": {"message": "x"},
    }
    said = raw(cloud, json.dumps(forged))
    assert Runs(TENANT).thread(CUSTOMER, said["thread"])["user_id"] == CUSTOMER
    assert doors.member(TENANT, caller().user_id).user_id == CUSTOMER


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ('{"v":1,"kind":["run"],"id":"m1","payload":{}}', "`kind`"),
        ('{"v":1,"kind":"run","id":"m1","payload":[]}', "`payload`"),
        ('{"v":1,"kind":"subscribe","id":"m1","payload":[1]}', "`payload`"),
        ('{"v":1,"kind":"run","id":"m1","payload":{"message":"\\ud800"}}', "JSON"),
        ('{"v":1,"kind":"ping","id":"\\udfff"}', "JSON"),
        ('{"v":1,"kind":"ping","id":"m1","payload":{"x":NaN}}', "JSON"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_what_python_reads_and_json_does_not_know_is_refused_and_no_fault(
    cloud: Cloud, socket: str, body: str, hint: str
) -> None:
    said = raw(cloud, body)
    assert (said["kind"], said["problem"]["status"]) == ("refused", 422)
    assert hint in said["problem"]["detail"]


def test_a_run_that_is_refused_for_want_of_a_listeners_place_is_not_stored(cloud: Cloud, socket: str) -> None:
    thread = say(cloud, "run", {"message": "hello"})["thread"]
    log = EventLog(keys.Keys(TENANT), thread)
    for number in range(19):
        log.listen(f"c{number}=", LATER)
    on = open_second(cloud, CUSTOMER)
    assert say(cloud, "run", {"message": "more"}, thread=thread, on=on)["problem"]["status"] == 429
    assert Runs(TENANT).thread(CUSTOMER, thread)["waiting"] == []


def test_a_run_whose_socket_closes_while_it_is_accepted_starts_all_the_same(
    cloud: Cloud, socket: str
) -> None:
    """The message is read, then the socket's row goes: what is stored must be started now, not by a sweeper."""
    connection = Items(DOORS).get(keys.connection(CONNECTION))
    assert connection is not None
    disconnect(event("$disconnect"), None)
    said = speak.Said(caller(), connection, CONNECTION, own("closing"), "", {"message": "hello"})
    reply = speak.run(said)
    assert reply.then is not None
    reply.then()
    assert len(cloud.started) == 1


def test_a_socket_whose_session_has_ended_hears_no_more(cloud: Cloud, socket: str) -> None:
    from greenlight.threads.lifecycle import record

    thread = say(cloud, "run", {"message": "hello"})["thread"]
    EventLog(keys.Keys(TENANT), thread).listen(CONNECTION, 1)
    cloud.frames.clear()
    record(Runs(TENANT), thread, Batch("run_x.1", 1, "c", [{"type": "X"}]))
    assert cloud.frames == {}
