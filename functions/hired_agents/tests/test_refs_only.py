"""A config names credentials and holds none (seed 004's story AGP1-PLANT-2.2)."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from greenlight.declare import VAULT
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.account import PREFIX, TABLES
from tests.standins.hired import (
    EXCHANGE,
    MARKETING,
    TRADING,
    connect,
    draft,
    finalize,
    hire,
    marketing,
    row,
    trading,
    working,
)
from tests.standins.platform import TENANT

from .conftest import ask

pytestmark = pytest.mark.usefixtures("types")
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"
KEY = "sk-live-51HqLyjWDarjtT1zdp7dcABCD"
LONG = "q9Zk2Lw7Xr4Tb8Nc1Vd6Mf3Hs5Jg0PaYuE"
NESTED = {"nickname": {"more": [{"password": "hunter2-hunter2"}]}}
SECRETS: list[tuple[str, dict[str, Any], str, str]] = [
    ("a field of that name", {"api_key": LONG}, "/config/api_key", LONG),
    ("in another spelling", {"Access Token": "abcdefgh1"}, "/config/Access Token", "abcdefgh1"),
    ("its shape", {"brand_name": JWT}, "/config/brand_name", JWT),
    ("inside words", {"location": f"use {KEY} please"}, "/config/location", KEY),
    ("in a list", {"offerings": ["Braces", KEY]}, "/config/offerings/1", KEY),
    ("nested", NESTED, "/config/nickname/more/0/password", "hunter2-hunter2"),
    ("in base64", {"location": base64.b64encode(KEY.encode()).decode()}, "/config/location", KEY),
    ("in JSON in a text", {"location": json.dumps({"token": LONG})}, "/config/location", LONG),
    ("in a URL", {"location": f"https://u:{LONG}@example.com/"}, "/config/location", LONG),
    ("in a reference's place", {"platform_credentials": {"x": LONG}}, "/config/platform_credentials/x", LONG),
    ("by entropy", {"exchange_key": LONG}, "/config/exchange_key", LONG),
    ("as a field's name", {KEY: "x"}, "/config", KEY),
]


@pytest.fixture
def told(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """Whatever was written to a log, by the end of the test."""
    said: list[str] = []
    yield said
    captured = capfd.readouterr()
    text = captured.out + captured.err + caplog.text
    for secret in said:
        assert secret not in text


def stored() -> str:
    """Every item of every table."""
    client = boto3.client("dynamodb")
    return "".join(str(client.scan(TableName=f"{PREFIX}-{name}")["Items"]) for name in TABLES)


@pytest.mark.parametrize(("how", "config", "pointer", "secret"), SECRETS, ids=lambda value: str(value)[:24])
def test_agp1_plant_2_2_a_secret_is_refused_by_where_it_stands_and_kept_nowhere(
    how: str, config: dict[str, Any], pointer: str, secret: str, told: list[str]
) -> None:
    made = hire().body
    said = draft(made["subscription_id"], config)
    assert said.status == 422
    assert [one["pointer"] for one in said.body["errors"]] == [pointer]
    assert "looks like a secret" in said.body["detail"]
    assert secret not in json.dumps(said.body)
    assert secret not in stored()
    assert row(made["agent_id"])["revision"] == 1
    told.append(secret)


def test_agp1_plant_2_2_a_secret_in_the_name_is_refused_too(told: list[str]) -> None:
    made = hire().body
    said = draft(made["subscription_id"], {}, said={"name": KEY})
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, "/name")
    assert KEY not in stored()
    told.append(KEY)


def test_agp1_plant_2_2_each_of_several_secrets_is_pointed_at() -> None:
    said = draft(hire().body["subscription_id"], {"brand_name": JWT, "location": KEY})
    assert [one["pointer"] for one in said.body["errors"]] == ["/config/brand_name", "/config/location"]


def test_agp1_plant_2_2_references_in_their_places_are_all_that_is_kept() -> None:
    refs = {"mastodon": connect("mastodon"), "linkedin": connect("linkedin")}
    agent = working(MARKETING, marketing(platform_credentials=refs))
    assert agent["config"]["platform_credentials"] == refs


def test_a_reference_to_nothing_to_anothers_and_to_a_revoked_one_are_refused_alike() -> None:
    made = hire().body
    wanted = (
        "crd_01JD0000000000000000000000",
        connect("mastodon", "usr_viewer"),
        connect("mastodon", tenant_id="otherfirm"),
        connect("mastodon", status="revoked"),
    )
    said = [
        draft(made["subscription_id"], {"platform_credentials": {"mastodon": ref}}).body["errors"]
        for ref in wanted
    ]
    pointer = "/config/platform_credentials/mastodon"
    assert said == [[{"pointer": pointer, "detail": "names none of your credentials"}]] * 4


def test_a_credential_of_another_provider_is_refused() -> None:
    made, exchange = hire().body, hire(TRADING).body
    mixed = {"mastodon": connect("linkedin")}
    said = draft(made["subscription_id"], marketing(platform_credentials=mixed))
    assert said.body["errors"] == [
        {"pointer": "/config/platform_credentials/mastodon", "detail": "is a credential of linkedin"}
    ]
    social = trading(exchange_credential_ref=connect("mastodon"))
    assert draft(exchange["subscription_id"], social).body["errors"][0]["pointer"] == (
        "/config/exchange_credential_ref"
    )


def test_what_needs_to_be_connected_again_may_be_drafted_with_and_not_begun_with() -> None:
    made, ref = hire(TRADING).body, connect(EXCHANGE, status="needs_reconnect")
    assert draft(made["subscription_id"], trading(exchange_credential_ref=ref)).status == 200
    refused = finalize(made["agent_id"])
    assert (refused.status, refused.body["errors"][0]["pointer"]) == (422, "/config/exchange_credential_ref")
    assert "connected again" in refused.body["detail"]


def test_a_credential_that_was_revoked_since_the_draft_is_found_out() -> None:
    made, ref = hire(TRADING).body, connect(EXCHANGE)
    draft(made["subscription_id"], trading(exchange_credential_ref=ref))
    Items(VAULT).delete(Keys(TENANT).credential(ref))
    assert finalize(made["agent_id"]).status == 422
    assert (
        ask("GET", f"/{made['agent_id']}").body["missing"][0]["pointer"] == "/config/exchange_credential_ref"
    )


def test_what_is_no_reference_is_complained_about_once() -> None:
    said = draft(hire(TRADING).body["subscription_id"], {"exchange_credential_ref": "my account"})
    assert [one["pointer"] for one in said.body["errors"]] == ["/config/exchange_credential_ref"]


def test_numbers_and_names_that_no_table_keeps_are_refused() -> None:
    made = hire(TRADING).body
    for config in ({"risk_limits": {"max_units_per_order": 10**400}}, {"": 1}, {"risk_limits": {"": 1e-300}}):
        assert draft(made["subscription_id"], config).status == 422


@pytest.mark.parametrize("depth", [40, 600])
def test_what_is_nested_deeper_than_anybody_looks_is_taken_for_hidden(depth: int) -> None:
    hired = hire(MARKETING).body
    deep = json.loads('{"a":' * depth + '"x"' + "}" * depth)
    assert draft(hired["subscription_id"], {"nickname": deep}).status == 422
    goal = {"goal_template_id": "daily_micro_post", "settings": {"topic": deep}}
    assert ask("PUT", f"/{hired['agent_id']}/goals", goal).status == 422
