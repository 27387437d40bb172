"""What needs a person's yes: asked once, done once, exactly as approved, and told when the run goes on."""

import json
from typing import Any

import pytest
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS, LEDGER, THREADS
from greenlight.errors import Invalid, NotFound
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.threads.lifecycle import announce, lost, tell_results
from greenlight.threads.runs import Runs

from functions.executor.app import executor
from functions.executor.once import StillRunning
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT, settle_in, token_for

from .asked import asked, now, park, settle, stored_call, verdict
from .test_execute import PREFIX, ask, calls, events, person_token


@pytest.fixture(autouse=True)
def _threads(cloud: Cloud) -> None:
    """The Lambda that starts runs is only ever told asynchronously; the stand-in keeps what it is told."""


def started(cloud: Cloud) -> list[dict[str, Any]]:
    return [body for name, body in cloud.started if name == "greenlight-test-start_run"]


def test_a_risky_change_is_asked_about_and_not_made(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    assert (record.status, record.tool, dict(record.arguments)) == (
        "pending",
        "notes.wipe",
        {"text": "hello"},
    )
    assert record.assignees[0] == run["user_id"]
    assert (kept, events(run)) == ([], [])
    rows = list(Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"], begins="OUT#"))
    starts = [json.loads(row["body"]) for row in rows if row["kind"] == "start"]
    (start,) = [start for start in starts if start["name"] == record.execution]
    assert set(start["input"]) == {"tenant_id", "approval_id", "execution", "tier", "correlation_id"}


def test_the_same_call_again_asks_nobody_again(cloud: Cloud, run: Item) -> None:
    assert asked(run).approval_id == asked(run).approval_id


@pytest.mark.parametrize("tool", ["notes__wipe", "notes__publish"])
def test_a_call_id_that_was_asked_about_is_good_for_no_other_call(cloud: Cloud, run: Item, tool: str) -> None:
    cloud.functions["greenlight-test-preview"] = lambda _: {"ok": True, "exact": "x", "target": "t"}
    asked(run, tool)
    assert ask(run, tool, arguments={"text": "another"})["status"] == "refused"


def test_a_leg_that_parks_ends_with_its_interrupts_and_frees_the_thread(cloud: Cloud, run: Item) -> None:
    record = asked(run)
    assert park(run, loaded=["notes"]) == {"ok": True, "parked": True}
    assert park(run) == {"ok": True, "parked": True}
    (finished,) = events(run)
    (interrupt,) = finished["outcome"]["interrupts"]
    assert (interrupt["id"], interrupt["toolCallId"]) == (record.approval_id, "call_1")
    assert interrupt["metadata"]["digest"] == record.digest
    stands = now(run)
    assert (stands["status"], stands["loaded"]) == ("waiting", ["notes"])
    assert Runs(TENANT).thread_now(run["thread_id"])["active_run"] == ""


def test_approved_it_is_done_once_and_the_run_goes_on_with_its_result(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    park(run)
    verdict(record, "approve")
    assert settle(record) == settle(record) == {"settled": True, "status": "approved"}
    assert [call["user_id"] for call in kept] == [run["user_id"]]
    stands = now(run)
    assert (stands["status"], stands["leg"], stands["results"]) == ("queued", 2, ["call_1"])
    assert started(cloud)[-1]["thread_id"] == run["thread_id"]
    tell_results(Runs(TENANT), stands)
    tell_results(Runs(TENANT), stands)
    result = events(run)[-1]
    assert (result["type"], json.loads(result["content"])["result"]) == (
        "TOOL_CALL_RESULT",
        {"text": "hello"},
    )
    assert [event["type"] for event in events(run)].count("TOOL_CALL_RESULT") == 1


def test_an_edit_is_what_is_done_and_the_model_is_told(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    park(run)
    verdict(record, "edit", arguments={"text": "less"})
    settle(record)
    assert [call["arguments"] for call in kept] == [{"text": "less"}]
    answer = json.loads(stored_call(run)["answer"])
    assert (answer["status"], answer["edited"]["arguments"]) == ("ok", {"text": "less"})


@pytest.mark.parametrize(
    ("said", "status"), [("deny", "denied"), ("respond", "responded"), ("revise", "revise")]
)
def test_any_other_verdict_does_nothing_and_its_words_reach_the_model(
    cloud: Cloud, run: Item, said: str, status: str
) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    park(run)
    verdict(record, said, note="not today")
    settle(record)
    answer = json.loads(stored_call(run)["answer"])
    assert (answer["status"], answer["detail"], kept) == (status, "not today", [])
    assert now(run)["status"] == "queued"


def test_settling_what_nobody_has_decided_settles_nothing(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    assert settle(record) == {"settled": False, "status": "pending"}
    assert kept == []


def test_a_forged_settle_of_another_tenant_finds_nothing(cloud: Cloud, run: Item) -> None:
    record = asked(run)
    with pytest.raises(NotFound):
        executor({"op": "settle", "tenant_id": "otherfirm", "approval_id": record.approval_id}, None)


def test_a_record_changed_behind_its_digest_is_not_carried_out(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = verdict(asked(run), "approve")
    Items(APPROVALS).update(
        Keys(TENANT).approval(record.approval_id), "SET arguments = :other",
        values={":other": '{"text":"all of it"}'},
    )  # fmt: skip
    settle(record)
    answer = json.loads(stored_call(run)["answer"])
    assert (answer["status"], answer["rule"], kept) == ("denied", "digest", [])


def test_a_tool_that_dies_after_it_was_begun_is_never_asked_again(cloud: Cloud, run: Item) -> None:
    kept: list[Any] = []

    def dies(payload: dict[str, Any]) -> None:
        kept.append(payload)
        raise ConnectionResetError

    cloud.functions[PREFIX + "wipe"] = dies
    record = verdict(asked(run), "approve")
    with pytest.raises(Exception, match="Connection"):
        settle(record)
    with pytest.raises(StillRunning):
        settle(record)
    Items(THREADS).update(
        Runs(TENANT).keys.call(run["thread_id"], "call_1"), "SET lease_until = :past", values={":past": 1}
    )
    settle(record)
    assert json.loads(stored_call(run)["answer"])["status"] == "refused"
    assert len(kept) == 1


def test_the_next_leg_waits_for_the_last_verdict(cloud: Cloud, run: Item) -> None:
    calls(cloud, "wipe")
    first, second = asked(run), asked(run, call_id="call_2")
    park(run)
    verdict(first, "approve")
    settle(first)
    assert now(run)["status"] == "waiting"
    verdict(second, "deny")
    settle(second)
    stands = now(run)
    assert (stands["status"], stands["leg"], sorted(stands["results"])) == ("queued", 2, ["call_1", "call_2"])


def test_a_verdict_before_the_leg_has_parked_is_not_lost(cloud: Cloud, run: Item) -> None:
    calls(cloud, "wipe")
    record = asked(run)
    verdict(record, "approve")
    settle(record)
    assert now(run)["status"] == "running"
    park(run)
    stands = now(run)
    assert (stands["status"], stands["leg"], stands["results"]) == ("queued", 2, ["call_1"])


def test_a_run_that_goes_on_waits_for_the_one_that_has_the_turn(cloud: Cloud, run: Item) -> None:
    from greenlight.threads.records import Wanted

    from tests.standins.platform import AGENT, caller

    calls(cloud, "wipe")
    record = asked(run)
    park(run)
    other = Runs(TENANT).submit(caller(), Wanted("meanwhile", "req_other", AGENT, run["thread_id"])).run
    verdict(record, "approve")
    settle(record)
    thread = Runs(TENANT).thread_now(run["thread_id"])
    assert (thread["active_run"], thread["waiting"]) == (other["run_id"], [run["run_id"]])


@pytest.mark.parametrize("op", ["park", "review"])
def test_a_persons_token_neither_parks_nor_asks_for_a_review(cloud: Cloud, run: Item, op: str) -> None:
    request = {
        "op": op,
        "run_token": person_token(run),
        "run_id": run["run_id"],
        "kind": "final",
        "arguments": {},
    }
    assert executor(request, None)["rule"] == "actor"


def test_an_unknown_operation_is_refused(cloud: Cloud, run: Item) -> None:
    assert executor({"op": "approve", "run_token": token_for(run)}, None)["status"] == "refused"


def test_expired_unseen_it_is_settled_as_expired(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    park(run)
    Items(APPROVALS).update(
        Keys(TENANT).approval(record.approval_id), "SET expires_at = :past", values={":past": 1}
    )
    assert settle(record) == {"settled": True, "status": "expired"}
    assert (json.loads(stored_call(run)["answer"])["status"], kept) == ("expired", [])
    assert Approvals(TENANT).get(record.approval_id).settled_at
    announce(Runs(TENANT), now(run))
    assert events(run)[-1]["parentRunId"] == f"{run['run_id']}.1"


def test_what_was_allowed_is_judged_once_more_before_it_is_carried_out(cloud: Cloud, run: Item) -> None:
    """Between the yes and the deed the rules may have become stricter."""
    kept = calls(cloud, "wipe")
    record = verdict(asked(run), "approve")
    settle_in(capabilities={"tools": ["notes.list"]})
    settle(record)
    answer = json.loads(stored_call(run)["answer"])
    assert (answer["status"], answer["rule"], kept) == ("denied", "allow_list", [])


def test_a_secret_in_an_edit_is_refused_and_not_stored(cloud: Cloud, run: Item) -> None:
    record = asked(run)
    with pytest.raises(Invalid, match="/text looks like a secret"):
        verdict(record, "edit", arguments={"text": "sk-" + "a1B2c3D4" * 2})
    assert Approvals(TENANT).get(record.approval_id).revision == record.revision


def test_what_was_settled_stays_as_it_was_settled(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = verdict(asked(run), "approve")
    settle_in(status="paused")
    settle(record)
    settle_in()
    settle(record)
    assert (json.loads(stored_call(run)["answer"])["status"], kept) == ("denied", [])


def test_a_yes_for_a_run_that_has_ended_otherwise_comes_too_late(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = asked(run)
    lost(Runs(TENANT), now(run))
    verdict(record, "approve")
    settle(record)
    assert (Approvals(TENANT).get(record.approval_id).status, kept) == ("cancelled", [])


def test_a_change_that_needs_nobody_is_made_as_before(cloud: Cloud, run: Item) -> None:
    calls(cloud)
    assert ask(run)["status"] == "ok"
