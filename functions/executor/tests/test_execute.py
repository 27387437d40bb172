"""The way from a proposal to an act: what is refused, what is denied, what is done, and that it is done once."""

import json
import threading
from typing import Any

import pytest
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.threads.log import EventLog
from greenlight.threads.runs import Runs

from functions.executor import once
from functions.executor.app import executor
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT, settle_in, token_for

PREFIX = "greenlight-test-tool-notes-"


def ask(
    run: Item, tool: str = "notes__create", call_id: str = "call_1", actor: str = "agent", **more: Any
) -> Any:
    request = {
        "run_token": token_for(run) if actor == "agent" else person_token(run),
        "run_id": run["run_id"], "call_id": call_id, "tool": tool, "arguments": {"text": "hello"}, **more,
    }  # fmt: skip
    return executor(request, None)


def person_token(run: Item) -> str:
    from greenlight.threads.lifecycle import claims_of
    from greenlight.tokens import sign_run

    return sign_run(claims_of(run, actor="person"))


def calls(cloud: Cloud, tool: str = "create", result: Any = None) -> list[dict[str, Any]]:
    """Makes the tool answer; returns the list in which its calls are kept."""
    kept: list[dict[str, Any]] = []

    def tool_function(payload: dict[str, Any]) -> dict[str, Any]:
        kept.append(payload)
        return {
            "ok": True,
            "result": result if result is not None else {"text": payload["arguments"]["text"]},
        }

    cloud.functions[PREFIX + tool] = tool_function
    return kept


def events(run: Item) -> list[dict[str, Any]]:
    return [dict(n.event) for n in EventLog(Runs(TENANT).keys, run["thread_id"]).read()]


def test_a_write_reaches_its_tool_with_the_identity_of_the_token_and_the_thread_hears(
    cloud: Cloud, run: Item
) -> None:
    kept = calls(cloud)
    assert ask(run) == {"status": "ok", "result": {"text": "hello"}}
    (payload,) = kept
    assert (payload["tenant_id"], payload["user_id"], payload["tool"]) == (
        TENANT,
        run["user_id"],
        "notes.create",
    )
    (event,) = events(run)
    assert (event["type"], event["toolCallId"]) == ("TOOL_CALL_RESULT", "call_1")
    assert json.loads(event["content"])["status"] == "ok"


def test_the_same_call_twice_acts_once_and_is_told_once(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud)
    assert ask(run) == ask(run)
    assert (len(kept), len(events(run))) == (1, 1)


def test_a_repeat_while_the_first_is_under_way_waits_for_its_answer(cloud: Cloud, run: Item) -> None:
    kept: list[Any] = []
    inside, go_on = threading.Event(), threading.Event()

    def slow(payload: dict[str, Any]) -> dict[str, Any]:
        kept.append(payload)
        inside.set()
        assert go_on.wait(5)
        return {"ok": True, "result": {}}

    cloud.functions[PREFIX + "create"] = slow
    answers: list[Any] = []
    first = threading.Thread(target=lambda: answers.append(ask(run)))
    first.start()
    assert inside.wait(5)
    second = threading.Thread(target=lambda: answers.append(ask(run)))
    second.start()
    go_on.set()
    first.join(5)
    second.join(5)
    assert answers == [{"status": "ok", "result": {}}] * 2
    assert len(kept) == 1


def test_a_call_that_was_begun_and_never_ended_is_not_done_again(cloud: Cloud, run: Item) -> None:
    kept: list[Any] = []

    def dies(payload: dict[str, Any]) -> list[Any]:
        kept.append(payload)
        return []

    cloud.functions[PREFIX + "create"] = dies
    with pytest.raises((TypeError, KeyError)):
        ask(run)
    key = Runs(TENANT).keys.call(run["thread_id"], "call_1")
    Items(THREADS).update(key, "SET lease_until = :past", values={":past": 1})
    assert ask(run) == once.UNKNOWN
    assert len(kept) == 1


def test_a_call_id_is_good_for_one_call_only(cloud: Cloud, run: Item) -> None:
    calls(cloud)
    ask(run)
    assert ask(run, arguments={"text": "other"})["status"] == "refused"


@pytest.mark.parametrize(
    ("arguments", "pointer"),
    [
        ({}, ""),
        ({"text": 7}, "/text"),
        ({"text": "x" * 21}, "/text"),
        ({"text": "x", "day": "today"}, "/day"),
        ("x", ""),
    ],
)
def test_arguments_that_break_the_schema_are_refused_by_pointer(
    cloud: Cloud, run: Item, arguments: Any, pointer: str
) -> None:
    kept = calls(cloud)
    said = ask(run, arguments=arguments)
    assert (said["status"], said["problems"][0]["pointer"]) == ("refused", pointer)
    assert kept == []


@pytest.mark.parametrize(
    "tool", ["notes__fly", "nowhere__create", "create", "", "NOTES__CREATE", "notes.create "]
)
def test_a_tool_in_any_other_spelling_does_not_exist(run: Item, tool: str) -> None:
    assert ask(run, tool)["status"] == "refused"


def test_what_the_hired_agent_may_not_use_is_denied_by_the_allow_list(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud)
    settle_in(capabilities={"tools": ["weights.*"]})
    said = ask(run)
    assert (said["status"], said["rule"], kept) == ("denied", "allow_list", [])


def test_a_tool_with_an_effect_that_nobody_knows_is_denied(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "odd")
    said = ask(run, "notes__odd")
    assert (said["status"], said["rule"], kept) == ("denied", "known_verb", [])


def test_a_paused_agent_does_nothing(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud)
    settle_in(status="paused")
    assert (ask(run)["rule"], kept) == ("agent_status", [])


def test_nothing_is_done_for_a_run_that_is_over(cloud: Cloud, run: Item) -> None:
    from greenlight.threads.lifecycle import cancel

    kept = calls(cloud)
    cancel(Runs(TENANT), run)
    before = events(run)
    assert ask(run)["rule"] == "run_is_open"
    assert (kept, events(run)) == ([], before)


def test_a_token_is_good_for_its_own_run_only(cloud: Cloud, run: Item) -> None:
    assert ask(run, run_id="run_other")["status"] == "refused"
    assert ask(run, run_token="x.y.z")["status"] == "refused"
    assert ask(run, call_id="")["status"] == "refused"
    assert events(run) == []


def test_a_refusal_of_the_tool_reaches_the_model_and_the_thread(cloud: Cloud, run: Item) -> None:
    refusal = {"ok": False, "problems": [{"pointer": "/day", "detail": "taken"}], "detail": "taken"}
    cloud.functions[PREFIX + "create"] = lambda payload: refusal
    assert ask(run)["problems"] == refusal["problems"]
    assert json.loads(events(run)[0]["content"])["status"] == "refused"


def test_a_result_too_large_for_a_prompt_is_refused_with_a_hint(cloud: Cloud, run: Item) -> None:
    calls(cloud, "list", {"items": ["x" * 30_000]})
    assert "less" in ask(run, "notes__list")["detail"]


def test_opening_a_form_shows_a_surface_and_tells_the_model_only_that(cloud: Cloud, run: Item) -> None:
    calls(cloud, "open_form", {"form": {"revision": 4, "rows": [{"text": "private words"}]}})
    said = ask(run, "notes__open_form")
    assert said["result"] == {"form": "open", "rows": 1, "revision": 4}
    result, shown = events(run)
    assert (result["type"], shown["type"]) == ("TOOL_CALL_RESULT", "ACTIVITY_SNAPSHOT")
    created, _, model = shown["content"]["a2ui_operations"]
    assert created["createSurface"]["surfaceId"] == "notes-call_1"
    assert model["updateDataModel"]["value"]["revision"] == 4
    assert ask(run, "notes__open_form") == said


def test_a_persons_save_is_a_little_run_of_its_own_and_answers_the_form_for_good(
    cloud: Cloud, run: Item
) -> None:
    calls(cloud, "open_form", {"form": {"revision": 4, "rows": []}})
    calls(cloud, "save_batch", {"revision": 5})
    ask(run, "notes__open_form")
    saving = {**run, "run_id": "run_saving", "leg": 1}
    more = {"actor": "person", "tool": "notes.save_batch", "call_id": "ui_1", "surface_id": "notes-call_1"}
    assert ask(saving, **more)["status"] == "ok"
    assert ask(saving, **more)["status"] == "ok"
    told = events(run)[2:]
    assert [e["type"] for e in told] == [
        "RUN_STARTED", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END", "TOOL_CALL_RESULT",
        "ACTIVITY_SNAPSHOT", "RUN_FINISHED",
    ]  # fmt: skip
    stored = Items(THREADS).get(Runs(TENANT).keys.surface(run["thread_id"], "notes-call_1"))
    assert stored is not None
    assert (stored["status"], stored["answered_by"]) == ("answered", "ui_1")


def test_a_save_that_is_refused_leaves_the_form_open(cloud: Cloud, run: Item) -> None:
    calls(cloud, "open_form", {"form": {"revision": 4, "rows": []}})
    ask(run, "notes__open_form")
    cloud.functions[PREFIX + "save_batch"] = lambda payload: {
        "ok": False,
        "problems": [],
        "detail": "conflict",
    }
    saving = {**run, "run_id": "run_saving", "leg": 1}
    ask(saving, "notes.save_batch", "ui_1", "person", surface_id="notes-call_1")
    stored = Items(THREADS).get(Runs(TENANT).keys.surface(run["thread_id"], "notes-call_1"))
    assert stored is not None
    assert stored["status"] == "open"


def test_a_person_may_make_a_risky_change_himself_but_nothing_external(cloud: Cloud, run: Item) -> None:
    calls(cloud, "wipe")
    kept = calls(cloud, "publish")
    calls(cloud, "open_form", {"form": {"revision": 4, "rows": []}})
    ask(run, "notes__open_form")
    saving = {**run, "run_id": "run_s1", "leg": 1}
    assert ask(saving, "notes.wipe", "ui_1", "person", surface_id="notes-call_1")["status"] == "ok"
    assert ask({**saving, "run_id": "run_s2"}, "notes.publish", "ui_2", "person")["status"] == "denied"
    assert kept == []
