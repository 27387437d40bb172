"""Workers killed at every step, and the engine stopped: nothing twice, nothing unapproved, nothing left hanging."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from localstack.stack.fleet import Fleet
from localstack.stack.profile import profile
from localstack.stack.up import Up

from .approving import Asker, hasten, sweep
from .outside import Outside
from .people import Person, T, until
from .workers import dying, kill

pytestmark = pytest.mark.e2e
STEPS = ("executor", "preview", "approvals-routes", "relay", "approval_wait", "effects")
EACH, STORM = 4, 3  # approvals, and kills at least while they are on their way


@pytest.fixture
def asker(stack: Any, outside: Outside) -> Asker:
    outside.got.clear()
    outside.drop = False
    outside.hold.set()
    return Asker(stack, Person(stack), outside.url)


def insisting(act: Callable[[], T], good: Callable[[T], bool]) -> T:
    """Asks again until it is answered well, as every client of ours does; whatever dies under it."""

    def once() -> T | None:
        try:
            answer = act()
        except (RuntimeError, OSError):
            return None
        return answer if good(answer) else None

    found = until(once, seconds=30, what="an answer")
    assert found is not None
    return found


def insistently_asked(asker: Asker, mark: str) -> Record:
    answer = insisting(lambda: asker.ask(mark), lambda answer: "approval_id" in answer)
    return asker.record(answer["approval_id"])


def insistently_decided(asker: Asker, record: Record, verdict: str) -> None:
    insisting(lambda: asker.decide(record, verdict), lambda answer: answer.status in {200, 409, 410})


def settled_all(asker: Asker, records: list[Record]) -> list[Record]:
    """After the storm: the sweepers' schedules, and leases that are over."""

    def recovered() -> bool:
        open_ones = [r.approval_id for r in records if not asker.settled(r.approval_id)]
        if open_ones:
            _leases_end(asker, open_ones)
            hasten(asker.tenant, *open_ones)
            insisting(sweep, bool)
        return not open_ones

    until(recovered, seconds=90, what="recovery")
    return [asker.record(record.approval_id) for record in records]


def _leases_end(asker: Asker, approval_ids: list[str]) -> None:
    """Of what was killed; somebody living is done within the second that passes before this is asked again."""
    for approval_id in approval_ids:
        for effect in asker.effects(approval_id):
            if effect["status"] in {"prepared", "dispatched"}:
                Items(APPROVALS).update({"pk": effect["pk"], "sk": effect["sk"]}, "SET lease_until = :past",
                                        values={":past": 1})  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_workers_killed_at_a_step_leave_nothing_twice_and_nothing_open(
    asker: Asker, outside: Outside, step: str
) -> None:
    marks = [f"{step}_{n}" for n in range(EACH)]
    with dying(step) as killed:
        records = [insistently_asked(asker, mark) for mark in marks]
        for n, record in enumerate(records):
            insistently_decided(asker, record, "deny" if n == 0 else "approve")
        until(
            lambda: killed[0] >= STORM or all(asker.settled(record.approval_id) for record in records),
            what=f"workers of {step} to kill",
        )
    assert killed[0], f"no worker of {step} was killed: this proved nothing"
    ended = settled_all(asker, records)
    sent = Counter(outside.marks())
    approved = {record.call_id.rpartition(".")[2] for record in ended if record.status == "approved"}
    assert set(sent) <= approved
    assert all(times == 1 for times in sent.values()), sent
    for record in ended:
        effects = [effect["status"] for effect in asker.effects(record.approval_id)]
        mark = record.call_id.rpartition(".")[2]
        known, doubted = effects.count("confirmed"), "needs_person" in effects
        assert known <= 1
        # Killed between marking it dispatched and writing to the socket, it says that it may have arrived.
        assert known <= sent[mark] <= known + doubted, (mark, sent[mark], effects)
    print(f"\n{step}: {killed[0]} workers killed, {len(sent)} sent, 0 twice, 0 unapproved, 0 open")


def test_killed_while_the_answer_is_awaited_it_is_a_persons_to_look_and_is_not_sent_again(
    asker: Asker, outside: Outside
) -> None:
    record = asker.asked("in_flight")
    outside.hold.clear()
    asker.decide(record, "approve")
    until(lambda: outside.got, what="the request")
    assert kill("effects")
    outside.hold.set()
    (ended,) = settled_all(asker, [record])
    assert [effect["status"] for effect in asker.effects(record.approval_id)] == ["needs_person"]
    assert (ended.outcome["status"], outside.marks()) == ("needs_person", ["in_flight"])


def test_a_destination_that_hangs_up_leaves_an_unknown_that_is_never_sent_again(
    asker: Asker, outside: Outside
) -> None:
    record = asker.asked("hung_up")
    outside.drop = True
    asker.decide(record, "approve")
    (ended,) = settled_all(asker, [record])
    assert (ended.outcome["status"], outside.marks()) == ("needs_person", ["hung_up"])


def test_approvals_that_waited_through_a_restart_of_the_engine_are_answered_afterwards(
    stack: Any, asker: Asker, outside: Outside
) -> None:
    waiting = [asker.asked(f"restart_{n}") for n in range(4)]
    until(lambda: all(_token(asker, record) for record in waiting), what="their machines")
    test = profile("test")
    Fleet(test).register.stop(["engine"])
    stack["pids"] = Up(test).run()["pids"]
    assert all(asker.record(record.approval_id).is_open for record in waiting)
    for n, record in enumerate(waiting):
        assert asker.decide(record, "approve" if n % 2 else "deny").status == 200
    ended = settled_all(asker, waiting)
    assert [record.status for record in ended] == ["denied", "approved"] * 2
    assert sorted(outside.marks()) == ["restart_1", "restart_3"]


def _token(asker: Asker, record: Record) -> list[Any]:
    pk = Keys(asker.tenant).approval(record.approval_id)["pk"]
    return list(Items(APPROVALS).every(pk, begins="TOKEN#"))
