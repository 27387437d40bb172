"""Mail: one to each person who is asked, with a link of his own that is kept nowhere."""

import json
import re
from contextlib import suppress

import pytest
from greenlight.approvals.links import open_link
from greenlight.approvals.store import Approvals
from greenlight.items import Items

from .conftest import (
    OWNER,
    TENANT,
    Killed,
    approval,
    asking,
    join,
    killed_at,
    overdue,
    reached,
    record_of,
    relayed,
    relayed_until_quiet,
    rows,
    sent,
    swept,
)

LINK = re.compile(r"https://greenlight\.example/approvals/(apr_\w+)/link\?token=([\w-]{43})")


def test_each_active_member_of_a_role_gets_a_mail_of_his_own(ledger: Items) -> None:
    join("usr_one", "approver")
    join("usr_two", "viewer", "approver")
    join("usr_left", "approver", status="removed")
    join("usr_other", "operator")
    join(OWNER, "customer", "approver")
    asking(approval(), OWNER, "role.approver")
    relayed_until_quiet()
    assert reached() == ["usr_customer@example.com", "usr_one@example.com", "usr_two@example.com"]
    assert [len(mail.destinations["ToAddresses"]) for mail in sent()] == [1, 1, 1]
    assert rows() == []


def test_a_link_opens_the_approval_for_the_person_it_was_sent_to(ledger: Items) -> None:
    join("usr_one", "approver")
    join("usr_two", "approver")
    record = approval()
    asking(record, "role.approver")
    relayed_until_quiet()
    opened = {}
    for mail in sent():
        [(approval_id, token)] = set(LINK.findall(mail.body))
        opened[mail.destinations["ToAddresses"][0]] = open_link(token, approval_id).user_id
    assert opened == {"usr_one@example.com": "usr_one", "usr_two@example.com": "usr_two"}


def test_no_row_ever_holds_a_link(ledger: Items) -> None:
    join(OWNER, "customer")
    record = asking(approval(), OWNER)
    with suppress(Killed), killed_at("dynamodb", "DeleteItem"):
        relayed(record)
    _, token = LINK.findall(sent()[0].body)[0]
    assert token not in json.dumps(rows())


def test_a_crash_after_sending_sends_again_to_nobody_but_him(ledger: Items) -> None:
    join("usr_one", "approver")
    join("usr_two", "approver")
    asking(approval(), "role.approver")
    relayed_until_quiet_with_a_crash()
    assert reached() == ["usr_one@example.com", "usr_one@example.com", "usr_two@example.com"]
    assert rows() == []


def relayed_until_quiet_with_a_crash() -> None:
    relayed(*map(record_of, rows()))  # the role becomes two rows
    first, second = sorted(rows(), key=lambda row: str(row["body"]))
    with suppress(Killed), killed_at("dynamodb", "DeleteItem"):
        relayed(record_of(first))
    relayed(record_of(first), record_of(second))


def test_a_crash_between_reading_a_role_and_splitting_it_loses_nobody(ledger: Items) -> None:
    join("usr_one", "approver")
    record = asking(approval(), "role.approver")
    with suppress(Killed), killed_at("dynamodb", "TransactWriteItems"):
        relayed(record)
    relayed(record)
    relayed_until_quiet()
    assert reached() == ["usr_one@example.com"]


def test_a_crash_after_a_role_was_split_writes_to_nobody_twice(ledger: Items) -> None:
    join("usr_one", "approver")
    record = asking(approval(), "role.approver")
    with suppress(Killed), killed_at("dynamodb", "DeleteItem"):
        relayed(record)
    relayed(record)
    relayed_until_quiet()
    assert reached() == ["usr_one@example.com"]


def test_a_person_without_an_address_is_passed_over(ledger: Items) -> None:
    join("usr_one", "approver", email="")
    asking(approval(), "usr_one")
    asking(approval(), "usr_nobody")
    relayed_until_quiet()
    assert (reached(), rows()) == ([], [])


@pytest.mark.parametrize("template", ["approval_asked", "approval_reminder", "approval_escalated"])
def test_what_is_decided_is_not_asked_any_more(ledger: Items, template: str) -> None:
    join(OWNER, "customer")
    record = approval()
    Approvals(TENANT).cancel(record.approval_id, OWNER)
    for row in rows():
        ledger.delete({"pk": row["pk"], "sk": row["sk"]})
    asking(record, OWNER, template=template)
    relayed_until_quiet()
    assert (reached(), rows()) == ([], [])


def test_what_has_expired_is_not_asked_any_more(ledger: Items) -> None:
    join(OWNER, "customer")
    asking(approval(expires_at=1_000_000_000), OWNER)
    relayed_until_quiet()
    assert reached() == []


def test_an_action_that_became_unclear_is_told_without_a_link(ledger: Items) -> None:
    join("usr_op", "operator")
    asking(approval(status="approved"), "role.operator", template="approval_needs_person")
    relayed_until_quiet()
    assert reached() == ["usr_op@example.com"]
    assert not LINK.search(sent()[0].body)


def test_an_unknown_approval_is_no_reason_to_stop(ledger: Items) -> None:
    join(OWNER, "customer")
    record = approval()
    lost = asking(Approvals(TENANT).get(record.approval_id), OWNER)
    ledger.update(
        {"pk": rows()[0]["pk"], "sk": rows()[0]["sk"]}, "SET body = :body",
        values={":body": '{"template":"approval_asked","approval_id":"apr_none","to":["usr_customer"]}'},
    )  # fmt: skip
    assert len(relayed(lost)) == 1
    assert rows()[0]["problem"].startswith("NotFound ")


def test_the_sweeper_sends_what_the_stream_lost(ledger: Items) -> None:
    join(OWNER, "customer")
    asking(approval(), OWNER)
    overdue()
    swept()
    assert reached() == ["usr_customer@example.com"]
