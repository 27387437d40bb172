"""The authorizer: who is let through the REST gateway, and with what it vouches for him."""

import time
from contextlib import suppress
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import keys
from greenlight.declare import DOORS
from greenlight.items import Items
from greenlight.jwks import IssuerUnreachable

from functions.authorizer.app import Unauthorized, authorizer
from tests.standins.issuer import Issuer

ARN = "arn:aws:execute-api:eu-central-1:123456789012:abc123/v1/GET/api/v1/weights"
pytestmark = pytest.mark.usefixtures("account")


def ask(token: str = "", header: str = "Authorization", scheme: str = "Bearer") -> dict[str, Any]:
    headers = {header: f"{scheme} {token}"} if token else {}
    answer: dict[str, Any] = authorizer({"type": "REQUEST", "methodArn": ARN, "headers": headers}, None)
    return answer


@pytest.fixture
def known(signed_in: Issuer) -> Issuer:
    row = {"tenant_id": "acmehealth", "user_id": "usr_customer"}
    Items(DOORS).put({**keys.identity(signed_in.url, "customer"), **row})
    return signed_in


def statement(answer: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer["policyDocument"]["Statement"][0]
    return found


def test_a_member_is_let_in_for_the_whole_stage(known: Issuer) -> None:
    answer = ask(known.token())
    assert statement(answer)["Effect"] == "Allow"
    assert statement(answer)["Resource"] == "arn:aws:execute-api:eu-central-1:123456789012:abc123/v1/*"


def test_the_context_says_who_he_is_and_until_when(known: Issuer) -> None:
    now = int(time.time())
    assert ask(known.token(exp=now + 60, auth_time=now - 5))["context"] == {
        "tenant_id": "acmehealth", "user_id": "usr_customer", "iss": known.url, "sub": "customer",
        "exp": str(now + 60), "auth_time": str(now - 5),
    }  # fmt: skip


@pytest.mark.parametrize(("header", "scheme"), [("authorization", "bearer"), ("AUTHORIZATION", "BEARER")])
def test_the_header_is_read_in_any_case(known: Issuer, header: str, scheme: str) -> None:
    assert statement(ask(known.token(), header, scheme))["Effect"] == "Allow"


def test_somebody_who_is_no_member_is_denied(known: Issuer) -> None:
    answer = ask(known.token(sub="nobody"))
    assert statement(answer)["Effect"] == "Deny"
    assert "context" not in answer


@pytest.mark.parametrize(
    "changes",
    [{"exp": 1_600_000_000}, {"aud": "another-app"}, {"iss": "https://accounts.google.com"}, {"exp": None}],
)
def test_a_token_that_proves_nothing_is_a_401(known: Issuer, changes: dict[str, Any]) -> None:
    with pytest.raises(Unauthorized, match=r"\AUnauthorized\Z"):
        ask(known.token(**changes))


@pytest.mark.parametrize("token", ["", "junk", "gl_live_12345678", "a.b.c"])
def test_no_token_at_all_is_a_401(known: Issuer, token: str) -> None:
    with pytest.raises(Unauthorized, match=r"\AUnauthorized\Z"):
        ask(token)
    assert known.requests == []


def test_another_scheme_is_a_401(known: Issuer) -> None:
    with pytest.raises(Unauthorized, match=r"\AUnauthorized\Z"):
        ask(known.token(), scheme="Basic")


def test_a_foreign_signature_is_a_401(known: Issuer, other_key: rsa.RSAPrivateKey) -> None:
    said = jwt.decode(known.token(), options={"verify_signature": False})
    with pytest.raises(Unauthorized, match=r"\AUnauthorized\Z"):
        ask(jwt.encode(said, other_key, algorithm="RS256", headers={"kid": "one"}))


def test_an_issuer_that_cannot_be_reached_is_a_fault_and_lets_nobody_in(known: Issuer) -> None:
    known.status = 503
    with pytest.raises(IssuerUnreachable):
        ask(known.token())


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [({}, "ok"), ({"exp": 1_600_000_000}, "refused"), ({"sub": "nobody"}, "unknown identity")],
)
def test_each_question_leaves_one_line_and_never_the_token(
    known: Issuer, caplog: pytest.LogCaptureFixture, changes: dict[str, Any], outcome: str
) -> None:
    token = known.token(**changes)
    with suppress(Unauthorized):
        ask(token)
    assert [record.__dict__["outcome"] for record in caplog.records] == [outcome]
    assert not any(part in str(caplog.records[0].__dict__) for part in token.split("."))
