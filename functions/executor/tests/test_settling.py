"""Settling tells what happened and nothing else: whoever is second, too late or stopped never speaks for the first."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread, current_thread
from typing import Any

import pytest
from greenlight import aws
from greenlight.approvals.judge import Door
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS, THREADS
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.threads.runs import Runs

from functions.executor.carry import MAX_RESULT
from functions.executor.once import StillRunning
from tests.standins.cloud import Cloud
from tests.standins.platform import TENANT, caller, settle_in

from .asked import asked, now, park, settle, stored_call, verdict
from .test_execute import PREFIX, calls, events
from .test_reviews import CONTEXT, audited, passed, reviewed

__all__ = ["audited"]
PATIENCE = 20  # seconds, for a thread that should have come by long ago


@pytest.fixture(autouse=True)
def _threads(cloud: Cloud) -> None:
    """The Lambda that starts runs is only ever told asynchronously; the stand-in keeps what it is told."""


@pytest.fixture
def _lifted(run: Item) -> Any:
    yield
    Items(APPROVALS).delete(Keys(TENANT).controls())


def kill() -> None:
    Items(APPROVALS).put({**Keys(TENANT).controls(), "revision": 1, "kill_tenant": "stop"})


def before_transactions(act: Callable[[], None]) -> Callable[[], None]:
    """`act` runs before each transaction leaves for the table; the answer undoes that."""
    hooks, name = aws.client("dynamodb").meta.events, "before-call.dynamodb.TransactWriteItems"

    def hook(**_: Any) -> None:
        act()

    hooks.register(name, hook)
    return lambda: hooks.unregister(name, hook)


def test_who_finds_the_approval_used_meanwhile_does_not_tell_that_nothing_was_done(
    cloud: Cloud, run: Item
) -> None:
    record = verdict(asked(run), "approve")
    park(run)
    waits, acts, over = Event(), Event(), Event()
    came: list[object] = []

    def wipe(payload: dict[str, Any]) -> dict[str, Any]:
        acts.set()
        assert over.wait(PATIENCE)
        return {"ok": True, "result": {}}

    def late() -> None:
        try:
            came.append(settle(record))
        except StillRunning as busy:
            came.append(busy)
        finally:
            over.set()

    def hold() -> None:
        if current_thread().name == "late" and not waits.is_set():
            waits.set()
            assert acts.wait(PATIENCE)

    cloud.functions[PREFIX + "wipe"] = wipe
    undo, second = before_transactions(hold), Thread(target=late, name="late")
    second.start()
    assert waits.wait(PATIENCE)
    settle(record)
    second.join(PATIENCE)
    undo()
    assert isinstance(came[0], StillRunning)
    assert json.loads(stored_call(run)["answer"])["status"] == "ok"
    assert Approvals(TENANT).get(record.approval_id).outcome["status"] == "ok"


def test_what_was_begun_is_not_told_as_denied_because_its_agent_was_stopped_since(
    cloud: Cloud, run: Item
) -> None:
    def dies(payload: dict[str, Any]) -> None:
        settle_in(status="paused")
        raise ConnectionResetError

    cloud.functions[PREFIX + "wipe"] = dies
    record = verdict(asked(run), "approve")
    with pytest.raises(Exception, match="Connection"):
        settle(record)
    Items(THREADS).update(
        Runs(TENANT).keys.call(run["thread_id"], "call_1"), "SET lease_until = :past", values={":past": 1}
    )
    settle(record)
    settle_in()
    assert json.loads(stored_call(run)["answer"])["status"] == "refused"


@pytest.mark.usefixtures("_lifted")
def test_what_was_told_as_denied_can_never_be_done_afterwards(cloud: Cloud, run: Item) -> None:
    from greenlight.approvals.consume import consuming
    from greenlight.items import ConditionFailed, commit

    kept = calls(cloud, "wipe")
    record = verdict(asked(run), "approve")
    kill()
    told: list[object] = []

    def lifted_after_the_look() -> None:
        if not told:
            told.append(True)
            Items(APPROVALS).delete(Keys(TENANT).controls())
            with pytest.raises(ConditionFailed):
                commit(consuming(record, 1, None, time.time()))

    undo = before_transactions(lifted_after_the_look)
    settle(record)
    undo()
    assert (json.loads(stored_call(run)["answer"])["rule"], kept, told) == ("kill_switch", [], [True])


def test_in_rehearsal_the_users_own_data_is_not_changed_either(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "create")
    settle_in(mode="rehearse")
    record = asked(run, "notes__create")
    verdict(record, "approve")
    settle(record)
    settle_in()
    answer = json.loads(stored_call(run)["answer"])
    assert (answer["result"], kept) == ({"rehearsed": True, "exact": record.exact}, [])
    assert Approvals(TENANT).get(record.approval_id).attempts == 1, "used up all the same"


def test_a_record_that_names_another_user_than_was_bound_is_not_carried_out(cloud: Cloud, run: Item) -> None:
    kept = calls(cloud, "wipe")
    record = verdict(asked(run), "approve")
    settle_in("usr_other")
    Items(APPROVALS).update(
        Keys(TENANT).approval(record.approval_id), "SET user_id = :other", values={":other": "usr_other"}
    )
    settle(record)
    assert (json.loads(stored_call(run)["answer"])["rule"], kept) == ("digest", [])


def test_a_long_outcome_is_cut_where_it_is_told_and_stays_a_success(cloud: Cloud, run: Item) -> None:
    """A table's item has 400 KB at most: an outcome that does not fit would keep the run waiting for ever."""
    body, page = "x" * 60_000, {"status_code": 201, "body": "y" * 60_000}
    cloud.functions["greenlight-test-preview"] = lambda _: {"ok": True, "exact": body, "target": "t"}
    confirmed = {"ok": True, "effect": {"status": "confirmed", "result": page}}
    cloud.functions["greenlight-test-effects"] = lambda _: confirmed
    record = asked(run, "notes__publish")
    verdict(record, "edit", arguments={"text": "less"})
    settle(record)
    answer = stored_call(run)["answer"]
    assert len(answer.encode()) <= MAX_RESULT + 1024
    told = json.loads(answer)
    assert (told["status"], told["result"]["status_code"], told["edited"]["by"]) == ("ok", 201, "person")


@pytest.mark.usefixtures("_lifted")
def test_a_context_whose_yes_is_no_good_any_more_ends_the_run_instead_of_holding_it(audited: Item) -> None:
    record = reviewed(audited, "context", CONTEXT)
    park(audited)
    verdict(record, "approve")
    kill()
    settle(record)
    assert now(audited)["status"] == "failed"
    assert "not good for this" in events(audited)[-1]["message"]


def test_a_context_whose_time_ran_out_after_the_yes_ends_the_run(audited: Item) -> None:
    record = reviewed(audited, "context", CONTEXT)
    park(audited)
    verdict(record, "approve")
    key = Keys(TENANT).approval(record.approval_id)
    Items(APPROVALS).update(key, "SET expires_at = :past", values={":past": 1})
    settle(record)
    assert now(audited)["status"] == "failed"


def test_an_answer_whose_yes_was_taken_back_is_not_said(audited: Item) -> None:
    leg = passed(audited)
    record = reviewed(leg, "final", {"text": "my draft"})
    park(leg)
    verdict(record, "approve")
    revoked: list[str] = []

    def taken_back() -> None:
        if not revoked:
            revoked.append("trying")
            with suppress(Exception):
                revoked[0] = Approvals(TENANT).revoke(caller(), record.approval_id, "no", Door("rest")).status

    undo = before_transactions(taken_back)
    settle(record)
    undo()
    said = [event["delta"] for event in events(leg) if event["type"] == "TEXT_MESSAGE_CONTENT"]
    assert (revoked, said) == (["revoked"], [])
    assert now(leg)["status"] == "failed"


def test_a_leg_reads_no_second_context_on_one_yes(audited: Item) -> None:
    from .asked import review

    leg = passed(audited)
    other = {**CONTEXT, "messages": [{"role": "user", "content": "something else"}]}
    assert review(leg, "context", other).get("rule") == "context_gate"


def test_a_last_leg_whose_author_died_is_found_by_the_sweeper(run: Item, cloud: Cloud) -> None:
    from greenlight.threads.waiting import reopen

    asked(run)
    park(run)
    stands = reopen(Runs(TENANT), now(run))
    assert (stands["status"], "gsi2pk" in stands, "gsi2sk" in stands) == ("running", True, True)
