"""The single door: whatever becomes of a secret, no answer, log line, audit entry or table shows it."""

import json
from typing import Any

import boto3
import pytest
from greenlight import aws
from greenlight.declare import VAULT
from greenlight.items import Items
from greenlight.keys import Keys

from functions.vault.account import Account
from tests.standins.account import PREFIX, TABLES
from tests.standins.gateway import Said
from tests.standins.platform import TENANT

from .conftest import API_KEY, API_SECRET, DELTA, EXCHANGES, MASTODON, PLATFORMS, TOKEN, ask, connect

SECRETS = (TOKEN, API_KEY, API_SECRET)


def everything_stored() -> str:
    """Every item of every table, as text; bytes as they are."""
    pages = (
        boto3.client("dynamodb").scan(TableName=f"{PREFIX}-{table}", ConsistentRead=True)["Items"] for table in TABLES
    )  # fmt: skip
    return "\n".join(repr(item) for page in pages for item in page)


def shows(text: str) -> list[str]:
    """Which secrets stand in it: whole, or more than the four characters that may be told."""
    return [secret for secret in SECRETS if secret in text or secret[-8:] in text or secret[:8] in text]


def live_with_them() -> list[Said]:
    """Connected, listed, repeated under a key, replaced, refused for every reason there is, revoked."""
    mine, exchange = connect(MASTODON), connect(DELTA)
    ref = {"credential_ref": mine["credential_ref"]}
    stale = {"If-Match": '"99"'}
    said = [
        ask("GET", PLATFORMS), ask("GET", EXCHANGES), ask("GET", f"{PLATFORMS}/{mine['credential_ref']}"),
        ask("PUT", PLATFORMS, MASTODON, **{"Idempotency-Key": "one-two-three-four"}),
        ask("PUT", PLATFORMS, MASTODON | ref), ask("PUT", PLATFORMS, MASTODON | ref, **stale),
        ask("PUT", PLATFORMS, MASTODON | {"provider": "nowhere"}), ask("PUT", PLATFORMS, MASTODON | {"identity": {}}),
        ask("PUT", PLATFORMS, MASTODON | {"name": TOKEN}), ask("PUT", PLATFORMS, {**MASTODON, "token": TOKEN}),
        ask("PUT", PLATFORMS, json.dumps(MASTODON)[:-1]), ask("PUT", PLATFORMS, DELTA), ask("PUT", EXCHANGES, MASTODON),
        ask("PUT", EXCHANGES, DELTA | {"api_key": None}), ask("PUT", EXCHANGES, DELTA | {"api_key": [API_KEY]}),
        ask("PUT", PLATFORMS, MASTODON, user=""), ask("POST", PLATFORMS, MASTODON),
        ask("DELETE", f"{EXCHANGES}/{exchange['credential_ref']}"),
    ]  # fmt: skip
    assert sorted({one.status for one in said}) == [200, 201, 204, 400, 401, 405, 412, 422]
    return said


def test_no_secret_stands_in_any_answer_log_or_table(
    people: None, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answers = "\n".join(f"{one.body} {one.headers}" for one in live_with_them())
    logged = "".join(capfd.readouterr()) + caplog.text
    assert "credential.connected" in everything_stored()
    assert [shows(text) for text in (answers, logged, everything_stored())] == [[], [], []]


def test_no_secret_stands_in_the_log_of_a_fault(
    people: None, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """KMS has no key just when the secret is at hand: the trace names places, never values."""
    alias = f"alias/{PREFIX}-vault"
    key = aws.client("kms").describe_key(KeyId=alias)["KeyMetadata"]["KeyId"]
    aws.client("kms").delete_alias(AliasName=alias)
    try:
        said = ask("PUT", PLATFORMS, MASTODON)
    finally:
        aws.client("kms").create_alias(AliasName=alias, TargetKeyId=key)
    logged = "".join(capfd.readouterr()) + caplog.text
    assert said.status == 500
    assert "NotFoundException" in logged
    assert [shows(text) for text in (str(said.body), logged)] == [[], []]
    assert ask("GET", PLATFORMS).body["items"] == []


def test_an_account_on_its_way_shows_no_secret() -> None:
    account = Account("platform", "x", secret={"access_token": TOKEN})
    assert shows(f"{account!r} {account}") == []


def test_what_is_stored_is_sealed_for_its_tenant_and_place(people: None) -> None:
    ref = connect()["credential_ref"]
    version: Any = Items(VAULT).get(Keys(TENANT).credential_version(ref, 1))
    assert version["context"] == {"tenant": TENANT, "credential_ref": ref, "purpose": "mastodon"}
    assert len(bytes(version["sealed"])) > len(TOKEN)
    assert TOKEN.encode() not in bytes(version["sealed"])
