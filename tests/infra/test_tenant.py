"""A tenant and its people, made by command; a repeat changes nothing that a person has changed since."""

from typing import Any

import boto3
import pytest
from greenlight import agents, doors
from greenlight.declare import TENANTS
from greenlight.errors import Conflict, NotFound
from greenlight.items import Items
from greenlight.keys import Keys

from infra import tenant
from infra.members import DEMO, Member
from localstack.sign_in.server import USERS
from tests.standins.account import PREFIX, TABLES
from tests.standins.fixtures import account

__all__ = ["account"]
pytestmark = pytest.mark.usefixtures("account")
ISSUER = "http://127.0.0.1:8600/oidc"


def contents() -> list[dict[str, Any]]:
    dynamodb = boto3.client("dynamodb")
    found = [item for table in TABLES for item in dynamodb.scan(TableName=f"{PREFIX}-{table}")["Items"]]
    return sorted(found, key=str)


def seed() -> None:
    tenant.seed(boto3.client, PREFIX, ISSUER)


@pytest.mark.parametrize(("tenant_id", "member"), [(t, m) for t, members in DEMO.items() for m in members])
def test_each_demo_user_can_sign_in_and_has_a_coach(tenant_id: str, member: Member) -> None:
    seed()
    visitor = doors.who_is(ISSUER, member.sub)
    assert visitor is not None
    assert visitor.tenant_id == tenant_id
    assert doors.member(visitor.tenant_id, visitor.user_id).roles == set(member.roles)
    coach = agents.first_hired(visitor.tenant_id, visitor.user_id)
    assert (coach.agent_type_id, coach.persona, coach.may_use("weights.save_batch")) == (
        "coach.v1",
        "coach",
        True,
    )


def test_whom_the_local_sign_in_offers_is_whom_the_seed_makes() -> None:
    assert set(USERS) == {member.sub for members in DEMO.values() for member in members}


def test_the_stranger_is_of_another_tenant() -> None:
    seed()
    stranger, customer = doors.who_is(ISSUER, "stranger"), doors.who_is(ISSUER, "customer")
    assert stranger is not None
    assert customer is not None
    assert stranger.tenant_id != customer.tenant_id
    with pytest.raises(NotFound):
        agents.first_hired(stranger.tenant_id, customer.user_id)


def test_seeding_twice_changes_nothing() -> None:
    seed()
    before = contents()
    seed()
    assert contents() == before


def test_a_repeat_keeps_what_the_person_changed_and_sets_what_the_command_says() -> None:
    made = Member("emp-7", ("customer",), "e7@example.org")
    tenant.create(boto3.client, PREFIX, "acmehealth", ISSUER, [made])
    visitor = doors.who_is(ISSUER, "emp-7")
    assert visitor is not None
    key = Keys("acmehealth").member(visitor.user_id)
    Items(TENANTS).update(key, "SET #tz = :t", values={":t": "Asia/Tokyo"}, names={"#tz": "timezone"})
    tenant.create(
        boto3.client, PREFIX, "acmehealth", ISSUER, [Member("emp-7", ("viewer",), "e7@example.org")]
    )
    member = doors.member("acmehealth", visitor.user_id)
    assert (set(member.roles), member.timezone) == ({"viewer"}, "Asia/Tokyo")


def test_a_sign_in_is_never_taken_over_by_another_tenant() -> None:
    seed()
    with pytest.raises(Conflict):
        tenant.create(boto3.client, PREFIX, "rivalfirm", ISSUER, [Member("customer", ("customer",))])
    assert "MEMBER" not in str([item for item in contents() if "rivalfirm" in str(item)])


def test_the_command_line_makes_a_member(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--stage", "test", "--issuer", ISSUER, "--tenant"]
    assert (
        tenant.main([*asked, "clinicone", "--member", "10769:customer,approver:a@example.org:Europe/Berlin"])
        == 0
    )
    visitor = doors.who_is(ISSUER, "10769")
    assert visitor is not None
    found = doors.member("clinicone", visitor.user_id)
    assert (set(found.roles), found.timezone) == ({"customer", "approver"}, "Europe/Berlin")
    assert "clinicone" in capsys.readouterr().out
    assert (
        tenant.main(
            ["--stage", "test", "--tenant", "clinictwo", "--issuer", ISSUER, "--member", "10769:viewer"]
        )
        == 1
    )


@pytest.mark.parametrize(
    ("name", "member"),
    [("ab", "s:customer"), ("UPPERCASE", "s:customer"), ("clinicone", "s"), ("clinicone", "s:king"),
     ("clinicone", ":customer"), ("clinicone", "s:"), ("clinicone", "s:viewer::Mars/Olympus")],
)  # fmt: skip
def test_nonsense_on_the_command_line_is_refused(name: str, member: str) -> None:
    with pytest.raises(SystemExit):
        tenant.main(["--stage", "test", "--tenant", name, "--member", member])
