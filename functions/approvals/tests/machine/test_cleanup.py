"""The clean-up state: a mark and an entry, once per execution; nothing is taken away."""

from greenlight.approvals.store import Approvals
from greenlight.keys import new_id

from functions.approvals.app import approval_cleanup
from functions.approvals.cleanup import give_up
from tests.standins.cloud import Cloud
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import ask, audited, machine_input, stored


def test_a_stuck_approval_is_marked_once_for_each_execution(cloud: Cloud) -> None:
    record = ask()
    failed = {**machine_input(record), "error": "KeyError"}
    approval_cleanup(failed, None)
    assert give_up(failed) is False
    assert stored(record)["needs_person"] == "stuck"
    assert audited(record) == ["approval.asked", "approval.stuck"]
    assert give_up({**failed, "execution": f"{record.approval_id}-2"}) is True


def test_it_stays_open_and_due(cloud: Cloud) -> None:
    record, before = (asked := ask()), stored(asked)
    give_up({**machine_input(record), "error": "KeyError"})
    after = stored(record)
    assert Approvals(TENANT).get(record.approval_id).is_open
    assert {name: after[name] for name in ("gsi2pk", "gsi2sk", "revision")} == {
        name: before[name] for name in ("gsi2pk", "gsi2sk", "revision")
    }


def test_a_settled_one_is_left_alone(cloud: Cloud) -> None:
    record = Approvals(TENANT).cancel(ask().approval_id, CUSTOMER)
    Approvals(TENANT).settled(record, {"status": "cancelled"})
    before = stored(record)
    assert give_up({**machine_input(record), "error": "KeyError"}) is False
    assert stored(record) == before


def test_one_that_does_not_exist_is_nobody_s_trouble(cloud: Cloud) -> None:
    assert give_up({**machine_input(ask()), "approval_id": new_id("apr"), "error": "NotFound"}) is False
