"""At most once, where AWS may answer late, not at all, or twice."""

import json
from typing import Any

import pytest
from greenlight.declare import AGENTS, THREADS
from greenlight.items import Item, Items
from greenlight.threads.runs import Runs

from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT, settle_in

from .test_execute import PREFIX, ask, calls, events


def test_a_tool_that_does_not_answer_is_not_asked_again(cloud: Cloud, run: Item) -> None:
    """The connection broke: it may have acted. A client library that tries again would make it act twice."""
    asked: list[Any] = []

    def breaks_off(payload: dict[str, Any]) -> None:
        asked.append(payload)
        raise ConnectionResetError

    cloud.functions[PREFIX + "create"] = breaks_off
    with pytest.raises(Exception, match="Connection"):
        ask(run)
    assert len(asked) == 1


def test_a_call_that_was_throttled_is_refused_and_stays_so_under_its_id(cloud: Cloud, run: Item) -> None:
    """What the thread was told is what stays true: whoever tries again does so under a new id."""
    cloud.throttled.add(PREFIX + "create")
    first = ask(run)
    assert "busy" in first["detail"]
    cloud.throttled.clear()
    kept = calls(cloud)
    assert ask(run) == first
    assert ask(run, call_id="call_2")["status"] == "ok"
    assert (len(kept), len(events(run))) == (1, 2)


def test_a_call_for_an_agent_that_is_not_there_has_an_answer_to_repeat(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud)
    Items(AGENTS).delete(Runs(TENANT).keys.agent(run["user_id"], run["agent_id"]))
    first = ask(run)
    assert (first["status"], ask(run), kept) == ("refused", first, [])


@pytest.mark.parametrize("call_id", ["a b", "a/b", "a#b", "ü", "x" * 129, "ui_1"])
def test_a_call_id_that_no_key_can_hold_or_that_is_a_persons_is_refused(
    cloud: Cloud, run: Item, call_id: str
) -> None:
    kept = calls(cloud)
    assert ask(run, call_id=call_id)["status"] == "refused"
    assert (kept, events(run)) == ([], [])


def test_an_agent_cannot_keep_its_run_open_by_a_call_named_like_the_end(cloud: Cloud, run: Item) -> None:
    from greenlight.threads.lifecycle import cancel

    calls(cloud, "list")
    ask(run, "notes__list", call_id="end")
    cancel(Runs(TENANT), run)
    assert [e["type"] for e in events(run)][-1] == "RUN_FINISHED"


def test_a_large_save_is_told_in_pieces_that_fit_a_frame(cloud: Cloud, run: Item) -> None:
    cloud.functions[PREFIX + "save_batch"] = lambda payload: {"ok": False, "problems": [], "detail": "no"}
    saving = {**run, "run_id": "run_saving", "leg": 1}
    arguments = {"text": "\N{SNOWMAN}" * 20_000}
    ask(saving, "notes.save_batch", "ui_1", "person", arguments=arguments)
    pieces = [e["delta"] for e in events(run) if e["type"] == "TOOL_CALL_ARGS"]
    assert json.loads("".join(pieces)) == arguments
    assert max(len(piece.encode()) for piece in pieces) < 24 * 1024


def test_a_form_that_no_frame_could_hold_is_refused_with_a_hint(cloud: Cloud, run: Item) -> None:
    calls(cloud, "open_form", {"form": {"revision": 1, "rows": [{"text": "x" * 100_000}]}})
    assert "less" in ask(run, "notes__open_form")["detail"]


def test_a_paused_agents_call_is_answered_each_time_and_never_left_begun(cloud: Cloud, run: Item) -> None:
    settle_in(status="paused")
    assert ask(run)["status"] == ask(run)["status"] == "denied"
    kept = Items(THREADS).every(Runs(TENANT).keys.thread(run["thread_id"])["pk"], begins="CALL#")
    assert [one["status"] for one in kept] == ["done"]
    settle_in()


def test_a_run_makes_so_many_calls_and_no_more(cloud: Cloud, run: Item) -> None:
    """Each call that is told makes the thread's open chunk larger, which every append pays for."""
    kept = calls(cloud)
    Items(THREADS).update(
        Runs(TENANT).keys.run(run["thread_id"], run["run_id"]), "SET calls = :n", values={":n": 199}
    )
    assert ask(run, call_id="call_200")["status"] == "ok"
    assert ask(run, call_id="call_201")["rule"] == "too_many_calls"
    assert ask(run, "notes__nothing", call_id="call_202")["rule"] == "too_many_calls"
    assert (len(kept), len(events(run))) == (1, 1)
