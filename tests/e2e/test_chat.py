"""Chat on the deployed stack: tokens stream, tools act, forms open and save, and every event arrives once."""

import json
from typing import Any

import pytest
from ag_ui.core import Event
from greenlight.declare import ENTRIES
from pydantic import TypeAdapter

from localstack.client.edge_session import EdgeSession
from localstack.client.socket_client import SocketClient

from .people import Person, Turn, a_turn, until, within

pytestmark = pytest.mark.e2e
AG_UI = TypeAdapter(Event)


@pytest.fixture(scope="module")
def customer(stack: Any) -> Person:
    person = Person(stack)
    while rows := person.rest("GET", "/api/v1/weights").body["items"]:
        deletes = [row["day"] for row in rows]
        done = person.rest(
            "POST", "/api/v1/weights/batch", {"revision": None, "upserts": [], "deletes": deletes}
        )
        assert done.status == 200
    return person


@pytest.fixture(scope="module")
def logged(customer: Person) -> Turn:
    return customer.turn("log 82.5 kg for today")


def test_a_weight_said_in_chat_is_a_row_in_the_table(customer: Person, logged: Turn) -> None:
    rows = customer.rows(ENTRIES, lambda keys, user: keys.entry(user, "weights", "x"))
    assert [r["row"]["kg"] for r in rows if r["sk"].startswith("ROW#")] == [82.5]
    assert logged.results[0]["status"] == "ok"
    assert "82.5" in logged.text


def test_the_turn_tells_its_story_in_order_and_in_the_published_vocabulary(logged: Turn) -> None:
    for event in logged.events:
        AG_UI.validate_python(event)
    kinds = logged.kinds
    assert (kinds[0], kinds[-1]) == ("RUN_STARTED", "RUN_FINISHED")
    start = kinds.index("TOOL_CALL_START")
    assert kinds.index("TOOL_CALL_END") < kinds.index("TOOL_CALL_RESULT") < kinds.index("TEXT_MESSAGE_START")
    assert start < kinds.index("TOOL_CALL_END")
    assert [f["seq"] for f in logged.frames] == list(range(1, len(kinds) + 1))
    assert logged.events[-1]["usage"][0]["inputTokens"] > 0


def test_text_streams_in_several_pieces(customer: Person) -> None:
    """Each piece is a flush: the first token does not wait for the last."""
    turn = customer.turn("hello, who are you and what can you do for me?")
    assert turn.kinds.count("TEXT_MESSAGE_CONTENT") > 1


def test_a_later_message_in_the_thread_knows_what_was_done(customer: Person, logged: Turn) -> None:
    turn = customer.turn("show my weights", logged.thread)
    assert "STEP_STARTED" not in turn.kinds, "the schemas of a domain in use are not asked for again"
    assert turn.results[0]["result"]["items"][0]["kg"] == 82.5


def test_the_thread_can_be_read_back_and_replayed_whole(customer: Person, logged: Turn) -> None:
    state = customer.rest("GET", f"/state?sessionId={logged.thread}").body
    assert [m["role"] for m in state["messages"]][:3] == ["user", "tool", "assistant"]
    events = customer.rest("GET", f"/api/v1/threads/{logged.thread}/events").body["items"]
    assert [e["event"] for e in events][: len(logged.events)] == logged.events
    assert state["last_seq"] == events[-1]["seq"]
    assert logged.thread in [t["thread_id"] for t in customer.rest("GET", "/api/v1/threads").body["items"]]


def test_the_run_keeps_what_it_used(customer: Person, logged: Turn) -> None:
    run = customer.rest("GET", f"/api/v1/runs/{logged.run_id}").body
    assert run["status"] == "succeeded"
    assert len(run["catalogue_hash"]) == 64
    assert run["usage"][0]["outputTokens"] > 0


def test_feedback_on_an_answer_is_stored(customer: Person, logged: Turn) -> None:
    message = next(e["messageId"] for e in logged.events if e["type"] == "TEXT_MESSAGE_START")
    given = {
        "target_type": "message",
        "target_id": message,
        "run_id": logged.run_id,
        "label": "up",
        "notes": "good",
    }
    answer = customer.rest("POST", "/api/v1/feedback", given)
    assert (answer.status, answer.body["thread_id"]) == (201, logged.thread)
    assert customer.rest("POST", "/api/v1/feedback", given | {"label": "meh"}).status == 422


def test_the_same_run_sent_twice_is_one_run(customer: Person) -> None:
    async def twice(client: SocketClient) -> tuple[Any, Any]:
        first = await client.run("hello", request_id="req_twice_e2e")
        return first, await client.run("hello", request_id="req_twice_e2e")

    first, again = within(twice, customer.stack)
    assert (first["run_id"], first["thread"]) == (again["run_id"], again["thread"])


def test_a_second_tab_sees_the_same(customer: Person) -> None:
    async def watch(tab: SocketClient) -> tuple[Turn, list[Any]]:
        turn = await a_turn(tab, "hello")

        async def look(second: SocketClient) -> list[Any]:
            await second.subscribe(turn.thread)
            seen = second.follow(turn.thread)
            return [(await anext(seen))["event"] for _ in turn.frames]

        async with SocketClient(EdgeSession(customer.stack["edge_url"])) as second:
            return turn, await look(second)

    turn, seen = within(watch, customer.stack)
    assert seen == turn.events


def test_a_form_opens_and_its_save_needs_no_model(customer: Person) -> None:
    async def save(client: SocketClient) -> tuple[Turn, list[Any]]:
        opened = await a_turn(client, "open my weights")
        surface, model = _surface(opened)
        row = {**model["rows"][0], "kg": 81.25, "note": None}
        row.pop("revision", None)
        context = {"revision": model["revision"], "upserts": [row], "deletes": []}
        action = {
            "name": "weights.save_batch", "surfaceId": surface, "sourceComponentId": "root",
            "timestamp": "2026-11-20T12:00:00Z", "context": context,
        }  # fmt: skip
        accepted = await client.request("ui_intent", {"version": "v0.9", "action": action}, opened.thread)
        frames = [frame async for frame in client.events_of(accepted)]
        return opened, [frame["event"] for frame in frames]

    opened, saved = within(save, customer.stack)
    assert [e["type"] for e in saved] == [
        "RUN_STARTED", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END", "TOOL_CALL_RESULT",
        "ACTIVITY_SNAPSHOT", "RUN_FINISHED",
    ]  # fmt: skip
    assert json.loads(saved[4]["content"])["status"] == "ok"
    assert [r["kg"] for r in customer.rest("GET", "/api/v1/weights").body["items"]] == [81.25]
    state = customer.rest("GET", f"/state?sessionId={opened.thread}").body
    (activity,) = [m for m in state["messages"] if m["role"] == "activity"]
    assert "BatchEditor" not in json.dumps(activity), "an answered form must not open again on replay"


def test_rest_and_chat_share_the_rows(customer: Person) -> None:
    made = customer.rest("POST", "/api/v1/weights", {"day": "2026-01-02", "kg": 90, "note": None})
    assert made.status == 201
    turn = customer.turn("show my weights")
    assert "90" in turn.text
    customer.turn("remove the weight of 2026-01-02", turn.thread)
    assert until(lambda: customer.rest("GET", "/api/v1/weights/2026-01-02").status == 404, what="the removal")


def test_a_cancelled_run_stops_and_says_so(customer: Person) -> None:
    async def cancel(client: SocketClient) -> list[str]:
        accepted = await client.run("tell me slowly about everything that you can do, one by one")
        await client.cancel(accepted["run_id"])
        return [frame["event"]["type"] async for frame in client.events_of(accepted)]

    kinds = within(cancel, customer.stack)
    assert kinds[0] == "RUN_STARTED"
    assert kinds[-1] == "RUN_FINISHED"
    assert kinds.count("RUN_FINISHED") == 1


def _surface(turn: Turn) -> tuple[str, Any]:
    shown = next(e for e in turn.events if e["type"] == "ACTIVITY_SNAPSHOT")
    created, _, model = shown["content"]["a2ui_operations"]
    return created["createSurface"]["surfaceId"], model["updateDataModel"]["value"]
