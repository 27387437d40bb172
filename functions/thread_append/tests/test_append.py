"""What an agent may do to a thread: claim its leg, append its own events, end it; and what happens when it dies."""

import time
from typing import Any

import pytest
from greenlight import agui
from greenlight.declare import THREADS
from greenlight.items import Item, Items
from greenlight.keys import new_id
from greenlight.threads.log import EventLog
from greenlight.threads.records import Wanted, leg_id
from greenlight.threads.runs import Runs

from functions.thread_append.app import thread_append
from functions.threads import care
from tests.standins.cloud import Cloud
from tests.standins.platform import AGENT, CONNECTION, CUSTOMER, LATER, TENANT, caller, settle_in, token_for


def ask(run: Item, op: str, **more: Any) -> dict[str, Any]:
    answer: dict[str, Any] = thread_append({"op": op, "run_token": token_for(run), **more}, None)
    return answer


def claim(run: Item, invocation: str = "inv_1", seconds: int = 60) -> dict[str, Any]:
    return ask(run, "claim", invocation_id=invocation, deadline=int(time.time()) + seconds)


def append(run: Item, batch: int, *events: agui.Event) -> dict[str, Any]:
    return ask(run, "append", batch=batch, events=list(events))


def kinds(run: Item) -> list[str]:
    return [n.event["type"] for n in EventLog(Runs(TENANT).keys, run["thread_id"]).read()]


def status(run: Item) -> str:
    return str(Runs(TENANT).run(run["thread_id"], run["run_id"])["status"])


def finished(run: Item, **more: Any) -> agui.Event:
    return agui.run_finished(run["thread_id"], leg_id(run), **more)


def test_a_claim_announces_the_run_and_gives_the_conversation(run: Item) -> None:
    said = claim(run)
    context = said["context"]
    assert said["claimed"]
    assert context["messages"] == [{"role": "user", "content": "log 82.5 kg for today"}]
    assert (context["persona"], context["catalogue_hash"], context["loaded"]) == ("coach", "c0ffee", [])
    assert len(context["today"]) == 10
    assert (kinds(run), status(run)) == (["RUN_STARTED"], "running")


def test_only_one_of_two_claimants_gets_the_leg(run: Item) -> None:
    assert claim(run, "inv_1")["claimed"]
    assert not claim(run, "inv_2")["claimed"]
    assert status(run) == "running"


def test_the_same_attempt_asking_again_gets_the_same_answer(run: Item) -> None:
    """The first answer was lost on the way."""
    first = claim(run, "inv_1/a")
    assert claim(run, "inv_1/a") == first
    assert not claim(run, "inv_1/b")["claimed"]
    assert (kinds(run), status(run)) == (["RUN_STARTED"], "running")


def test_a_whole_turn_is_stored_pushed_and_settled_with_its_usage(cloud: Cloud, run: Item) -> None:
    claim(run)
    EventLog(Runs(TENANT).keys, run["thread_id"]).listen(CONNECTION, LATER)
    usage = [{"model": "m", "inputTokens": 7, "outputTokens": 3}]
    append(run, 1, agui.text_start("m"), agui.text_content("m", "Done."))
    ended = append(run, 2, agui.text_end("m"), finished(run, usage=usage))
    assert ended["closed"]
    assert [f["seq"] for f in cloud.frames[CONNECTION]] == [2, 3, 4, 5]
    stored = Runs(TENANT).run(run["thread_id"], run["run_id"])
    assert (stored["status"], stored["usage"]) == ("succeeded", usage)
    assert "gsi2pk" not in stored


def test_a_repeated_batch_is_neither_stored_nor_pushed_again(cloud: Cloud, run: Item) -> None:
    claim(run)
    EventLog(Runs(TENANT).keys, run["thread_id"]).listen(CONNECTION, LATER)
    first = append(run, 1, agui.text_start("m"))
    assert append(run, 1, agui.text_start("m")) == first
    assert len(cloud.frames[CONNECTION]) == 1


def test_batches_come_in_turn_and_only_after_the_claim(run: Item) -> None:
    """A batch that overtook another must not make the other look like a repeat."""
    assert append(run, 1, agui.text_start("m"))["problem"]["status"] == 409
    claim(run)
    assert append(run, 2, agui.text_content("m", "b"))["problem"]["status"] == 409
    assert append(run, 1, agui.text_start("m"))["ok"]
    assert append(run, 2, agui.text_content("m", "b"))["ok"]
    assert kinds(run) == ["RUN_STARTED", "TEXT_MESSAGE_START", "TEXT_MESSAGE_CONTENT"]


def test_the_next_run_starts_when_one_ends_and_knows_what_was_said(cloud: Cloud, run: Item) -> None:
    runs = Runs(TENANT)
    wanted = Wanted("and yesterday?", new_id("req"), AGENT, run["thread_id"])
    second = runs.submit(caller(), wanted).run
    claim(run)
    append(run, 1, agui.text_start("m"), agui.text_content("m", "82.5 kg is logged."), agui.text_end("m"))
    append(
        run,
        2,
        agui.tool_call_start("c1", "weights__create"),
        agui.tool_call_args("c1", "{}"),
        agui.tool_call_end("c1"),
    )
    append(run, 3, finished(run))
    assert [payload["run_id"] for _, payload in cloud.started] == [second["run_id"]]
    context = claim(second)["context"]
    assert [m["role"] for m in context["messages"]] == ["user", "assistant", "assistant", "tool", "user"]
    assert context["messages"][-1]["content"] == "and yesterday?"
    assert context["loaded"] == ["weights"]


def test_a_run_that_waits_for_a_person_leaves_the_thread_to_others(cloud: Cloud, run: Item) -> None:
    runs = Runs(TENANT)
    second = runs.submit(caller(), Wanted("meanwhile?", new_id("req"), "", run["thread_id"])).run
    claim(run)
    following = runs.settle(run, "waiting")
    assert following is not None
    assert following["run_id"] == second["run_id"]
    assert status(run) == "waiting"
    assert "gsi2pk" not in runs.run(run["thread_id"], run["run_id"]), "no sweeper disturbs a person"


def test_after_a_cancel_the_agent_is_told_to_stop(run: Item) -> None:
    from greenlight.threads.lifecycle import cancel

    claim(run)
    cancel(Runs(TENANT), run)
    assert append(run, 1, agui.text_start("m"))["closed"]
    assert append(run, 2, finished(run))["closed"]
    assert (kinds(run), status(run)) == (["RUN_STARTED", "RUN_FINISHED"], "cancelled")


@pytest.mark.parametrize(
    "event",
    [
        agui.tool_call_result("m", "c", "{}"),
        agui.activity_snapshot("m", "a2ui-surface", {}),
        agui.run_started("t", "r"),
        {"type": "STATE_SNAPSHOT", "snapshot": {}},
        {"type": "CUSTOM", "name": "x", "value": 1},
        {"type": "NO_SUCH_EVENT"},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m"},
        {"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": 7},
        agui.run_finished("thr_other", "run_other.1"),
        "words",
        {},
    ],
)
def test_an_agent_may_not_send_what_only_the_platform_says(run: Item, event: Any) -> None:
    claim(run)
    answer = append(run, 1, agui.text_start("m"), event)
    assert (answer["ok"], answer["problem"]["status"]) == (False, 422)
    assert answer["problem"]["errors"][0]["pointer"] == "/events/1"
    assert kinds(run) == ["RUN_STARTED"]


def test_an_agent_ends_with_success_or_an_error_never_with_an_interrupt(run: Item) -> None:
    claim(run)
    forged = finished(run, outcome={"type": "interrupt", "interrupts": []})
    assert not append(run, 1, forged)["ok"]
    assert not append(run, 1, finished(run), agui.text_start("m"))["ok"]
    assert status(run) == "running"


def test_sizes_are_limited_with_a_hint(run: Item) -> None:
    claim(run)
    large = append(run, 1, agui.text_content("m", "x" * 30_000))
    assert (large["problem"]["status"], "24 KB" in large["problem"]["detail"]) == (413, True)
    assert not append(run, 1, *[agui.text_start("m")] * 65)["ok"]
    assert not append(run, 0, agui.text_start("m"))["ok"]


def test_without_a_good_token_nothing_is_done(run: Item) -> None:
    assert thread_append({"op": "append", "run_token": "x.y.z"}, None)["problem"]["status"] == 401
    as_person = {"op": "claim", "run_token": token_for(run) + "x"}
    assert thread_append(as_person, None)["problem"]["status"] == 401
    assert ask(run, "dance")["problem"]["status"] == 422
    assert ask(run, "claim")["problem"]["status"] == 422
    assert (
        ask({**run, "run_id": "run_none"}, "claim", invocation_id="i", deadline=1)["problem"]["status"] == 404
    )


def test_an_agent_that_was_paused_meanwhile_does_not_start(run: Item) -> None:
    settle_in(status="paused")
    assert not claim(run)["claimed"]
    assert (kinds(run), status(run)) == (["RUN_STARTED", "RUN_ERROR"], "failed")


def record_of(run: Item, invocation: str, token: str = "") -> dict[str, Any]:
    """An on-failure record as Lambda writes it."""
    payload = {"run_token": token or token_for(run), "run_id": run["run_id"], "thread_id": run["thread_id"]}
    return {"requestContext": {"requestId": invocation}, "requestPayload": payload}


def test_a_forged_record_settles_nothing(run: Item) -> None:
    """The agent's role may invoke the failure handler; what it says there is worth what its run token is."""
    claim(run, "inv_1/a")
    care.after_failure(record_of(run, "inv_1", token=token_for(run)[:-8] + "AAAAAAAA"))
    care.after_failure(record_of(run, "inv_1", token="x"))
    assert status(run) == "running"


def test_the_failure_of_the_claimant_settles_the_run(run: Item) -> None:
    claim(run, "inv_1/a")
    care.after_failure(record_of(run, "inv_1"))
    assert status(run) == "failed"


def test_the_failure_of_another_invocation_leaves_a_leased_run_alone(run: Item) -> None:
    claim(run, "inv_1/a")
    care.after_failure(record_of(run, "inv_2"))
    assert status(run) == "running"


def test_a_start_that_never_claimed_is_settled_by_its_failure(run: Item) -> None:
    care.after_failure(record_of(run, "inv_1"))
    care.after_failure(record_of(run, "inv_1"))
    assert (kinds(run), status(run)) == (["RUN_STARTED", "RUN_ERROR"], "failed")


def overdue(run: Item) -> None:
    from greenlight.declare import THREADS
    from greenlight.items import Items

    past = {":past": "2000-01-01T00:00:00.000Z", ":epoch": 1}
    key = Runs(TENANT).keys.run(run["thread_id"], run["run_id"])
    Items(THREADS).update(
        key,
        "SET gsi2sk = :past, lease_until = :epoch",
        values=past,
    )


def test_the_sweeper_settles_a_run_whose_lease_is_over(run: Item) -> None:
    claim(run)
    assert care.sweep() == 0
    overdue(run)
    assert care.sweep() == 1
    assert status(run) == "failed"
    assert care.sweep() == 0


def test_the_sweeper_starts_an_accepted_run_that_nobody_started(cloud: Cloud, run: Item) -> None:
    overdue(run)
    assert care.sweep() == 1
    assert [payload["run_id"] for _, payload in cloud.started] == [run["run_id"]]
    assert care.sweep() == 0


def test_a_crash_between_the_end_and_the_settling_is_mended_with_the_true_outcome(run: Item) -> None:
    """The last event is stored, the run is not settled: whoever repairs it finds out how it ended."""
    from greenlight.threads.chunks import Batch
    from greenlight.threads.lifecycle import record

    claim(run)
    record(Runs(TENANT), run["thread_id"], Batch(leg_id(run), 1, "c", [finished(run)], close="succeeded"))
    overdue(run)
    care.sweep()
    assert status(run) == "succeeded"
    assert kinds(run) == ["RUN_STARTED", "RUN_FINISHED"]
    assert Runs(TENANT).thread(CUSTOMER, run["thread_id"])["active_run"] == ""


def test_under_the_context_gate_no_word_is_shown_of_a_leg_whose_context_was_not_approved(run: Item) -> None:
    run = {**run, "audit": ["context"]}
    claim(run)
    said = append(run, 1, agui.text_start("m"), agui.text_content("m", "hello"), agui.text_end("m"))
    assert said["problem"]["rule"] == "context_gate"
    Items(THREADS).update(
        Runs(TENANT).keys.run(run["thread_id"], run["run_id"]), "SET context_leg = :one", values={":one": 1}
    )
    assert append(run, 1, agui.text_start("m"), agui.text_content("m", "hello"), agui.text_end("m"))["ok"]
