"""Tickets open one socket once; identities and members are asked of the table each time."""

import time
from dataclasses import replace

import boto3
import pytest
from greenlight import doors, keys
from greenlight.caller import Caller
from greenlight.declare import DOORS, TENANTS
from greenlight.errors import Denied, Unauthenticated
from greenlight.items import Items

pytestmark = pytest.mark.usefixtures("account")


def caller(session_seconds: int = 600) -> Caller:
    return Caller("acmehealth", "usr_customer", expires_at=int(time.time()) + session_seconds)


def add_member(**changes: object) -> None:
    row = {"name": "C", "roles": ["customer"], "status": "active", "timezone": "Europe/Berlin"}
    Items(TENANTS).put({**keys.Keys("acmehealth").member("usr_customer"), **row, **changes})


def test_a_ticket_lets_its_owner_in_until_his_sign_in_ends() -> None:
    who = caller()
    assert doors.redeem_ticket(doors.issue_ticket(who).secret) == doors.Visitor(
        "acmehealth", "usr_customer", who.expires_at
    )


def test_a_ticket_keeps_when_its_owner_last_signed_in() -> None:
    who = replace(caller(), signed_in_at=1_800_000_000)
    assert doors.redeem_ticket(doors.issue_ticket(who).secret).signed_in_at == 1_800_000_000
    assert doors.redeem_ticket(doors.issue_ticket(caller()).secret).signed_in_at == 0


def test_a_ticket_works_once() -> None:
    ticket = doors.issue_ticket(caller())
    doors.redeem_ticket(ticket.secret)
    with pytest.raises(Unauthenticated, match="used, expired or unknown"):
        doors.redeem_ticket(ticket.secret)


def test_a_ticket_lasts_a_minute() -> None:
    ticket = doors.issue_ticket(caller())
    assert 58 <= ticket.expires_at - time.time() <= 60
    Items(DOORS).update(
        keys.ticket(ticket.secret), "SET expires_at = :past", values={":past": int(time.time()) - 1}
    )
    with pytest.raises(Unauthenticated):
        doors.redeem_ticket(ticket.secret)


@pytest.mark.parametrize("session", [0, -5])
def test_a_ticket_of_a_session_that_ended_is_refused(session: int) -> None:
    with pytest.raises(Unauthenticated):
        doors.redeem_ticket(doors.issue_ticket(caller(session)).secret)


@pytest.mark.parametrize("guess", ["", "x" * 43, "x" * 5000, "ticket"])
def test_a_guessed_ticket_is_refused(guess: str) -> None:
    with pytest.raises(Unauthenticated):
        doors.redeem_ticket(guess)


def test_a_ticket_is_stored_only_as_a_hash() -> None:
    ticket = doors.issue_ticket(caller())
    stored = boto3.client("dynamodb").scan(TableName="greenlight-test-Doors")["Items"]
    assert stored
    assert ticket.secret not in str(stored)


def test_an_identity_belongs_to_one_issuer() -> None:
    row = {"tenant_id": "acmehealth", "user_id": "usr_customer"}
    Items(DOORS).put({**keys.identity("https://issuer", "customer"), **row})
    assert doors.who_is("https://issuer", "customer") == doors.Visitor("acmehealth", "usr_customer")
    assert doors.who_is("https://other", "customer") is None


def test_a_member_acts_with_the_roles_of_this_moment() -> None:
    add_member()
    assert doors.member("acmehealth", "usr_customer").roles == {"customer"}
    add_member(roles=["viewer"])
    found = doors.member("acmehealth", "usr_customer")
    assert (set(found.roles), found.timezone) == ({"viewer"}, "Europe/Berlin")


def test_a_member_who_was_put_on_hold_is_refused_at_once() -> None:
    add_member(status="suspended")
    with pytest.raises(Denied, match="not an active member"):
        doors.member("acmehealth", "usr_customer")


def test_a_member_of_one_tenant_is_nobody_in_another() -> None:
    add_member()
    with pytest.raises(Denied):
        doors.member("otherfirm", "usr_customer")
