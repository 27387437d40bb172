"""Connecting an exchange: a pair of keys, risk limits beside it, and the addresses that it has to allow."""

from typing import Any

import pytest
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys

from tests.standins.platform import TENANT

from .conftest import API_KEY, API_SECRET, DELTA, EXCHANGES, ask, connect, rows


def test_agp1_cp_2_3_an_exchange_is_connected_with_its_limits(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIXED_EGRESS_ADDRESSES", "198.51.100.7, 198.51.100.8")
    made = connect(DELTA)
    assert made["risk_limits"] == DELTA["risk_limits"]
    assert made["last4"] == API_KEY[-4:]
    assert made["egress_addresses"] == ["198.51.100.7", "198.51.100.8"]
    assert made["name"] == "Delta Exchange India"
    assert ask("GET", f"{EXCHANGES}/{made['credential_ref']}").body == made
    assert ask("GET", EXCHANGES).body["items"] == [made]


def test_where_requests_leave_from_anywhere_no_address_is_promised(people: None) -> None:
    assert connect(DELTA)["egress_addresses"] == []


def test_limits_change_without_the_keys_and_the_change_is_on_record(people: None) -> None:
    ref = connect(DELTA)["credential_ref"]
    body = {"credential_ref": ref, "provider": DELTA["provider"], "risk_limits": {"max_units_per_order": 2}}
    said = ask("PUT", EXCHANGES, body).body
    assert (said["risk_limits"], said["version"]) == ({"max_units_per_order": 2}, 1)
    entry = Items(LEDGER).get(Keys(TENANT).audit_entry(said["entries"][-1]))
    assert entry is not None
    assert entry["what"] == "credential.changed"
    assert '"max_notional_inr":100000' in entry["details"]


def test_another_pair_of_keys_keeps_the_limits(people: None) -> None:
    ref = connect(DELTA)["credential_ref"]
    body = {k: DELTA[k] for k in ("provider", "api_secret")} | {
        "credential_ref": ref,
        "api_key": API_KEY[::-1],
    }
    said = ask("PUT", EXCHANGES, body).body
    assert (said["risk_limits"], said["version"]) == (DELTA["risk_limits"], 2)
    assert len(rows(ref)) == 3


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"api_key": None}, "/api_key"),
        ({"api_secret": None}, "/api_secret"),
        ({"api_key": None, "api_secret": None}, "/api_key"),
        ({"api_key": "short"}, "/api_key"),
        ({"api_secret": API_SECRET + "\n"}, "/api_secret"),
        ({"risk_limits": {"max_units_per_order": 0}}, "/risk_limits/max_units_per_order"),
        ({"risk_limits": {"max_units_per_order": "many"}}, "/risk_limits/max_units_per_order"),
        ({"risk_limits": {"max_leverage": 3}}, "/risk_limits/max_leverage"),
        ({"provider": "mastodon"}, "/provider"),
        ({"identity": {}}, "/identity"),
    ],
)
def test_what_is_no_whole_exchange_is_refused_by_its_place(
    people: None, changes: dict[str, Any], pointer: str
) -> None:
    said = ask("PUT", EXCHANGES, DELTA | changes)
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, pointer)
    assert API_SECRET not in str(said.body)
    assert API_KEY not in str(said.body)
