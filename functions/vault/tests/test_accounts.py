"""What is an account, whose it is, and how many there are."""

from typing import Any
from urllib.parse import quote

import pytest
from greenlight.credentials import KINDS
from greenlight.errors import Invalid

from functions.vault import keep, providers
from tests.standins.approvals import PEOPLE
from tests.standins.platform import settle_in

from .conftest import API_KEY, DELTA, EXCHANGES, MASTODON, PLATFORMS, TOKEN, ask, connect


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"secret": {}}, "/secret/access_token"),
        ({"secret": None}, "/secret/access_token"),
        ({"secret": {"access_token": "short"}}, "/secret/access_token"),
        ({"secret": {"access_token": TOKEN + " x"}}, "/secret/access_token"),
        ({"secret": {"access_token": TOKEN + "\r\nX: y"}}, "/secret/access_token"),
        ({"secret": {"access_token": TOKEN, "more": TOKEN}}, "/secret"),
        ({"identity": {}}, "/identity/instance"),
        ({"identity": {"instance": "https://social.example/@clinic"}}, "/identity/instance"),
        ({"identity": {"instance": "http://social.example"}}, "/identity/instance"),
        ({"identity": {"instance": "https://u:p@social.example"}}, "/identity/instance"),
        ({"identity": {"instance": "social.example", TOKEN: "x"}}, "/identity"),
        ({"identity": {"instance": "d41d8cd98f00b204e9800998ecf8427e"}}, "/identity/instance"),
        ({"identity": {"instance": "social.example", "handle": TOKEN}}, "/identity/handle"),
        ({"name": "sk-live-9f8e7d6c5b4a3f2e1d0c"}, "/name"),
        ({"name": f"Clinic {TOKEN}"}, "/name"),
        ({"provider": "myspace"}, "/provider"),
        ({"credential_ref": "crd_a#b"}, "/credential_ref"),
        ({"status": "connected"}, "/status"),
        ({"tenant_id": "otherfirm"}, "/tenant_id"),
    ],
)
def test_what_is_no_whole_account_is_refused_by_its_place(
    people: None, changes: dict[str, Any], pointer: str
) -> None:
    said = ask("PUT", PLATFORMS, MASTODON | changes)
    assert said.status == 422
    assert said.body["errors"][0]["pointer"] == pointer
    assert TOKEN not in str(said.body)
    assert ask("GET", PLATFORMS).body["items"] == []


@pytest.mark.parametrize(
    ("provider", "identity"),
    [
        ("mastodon", {"instance": "https://social.example"}),
        ("mastodon", {"instance": "http://127.0.0.1:8606"}),
        ("facebook", {"page_id": "1029384756"}),
        ("instagram", {"account_id": "17841400000000000"}),
        ("linkedin", {"author_urn": "urn:li:organization:12345"}),
        ("x", {}),
    ],
)
def test_every_platform_of_the_marketing_agent_can_be_connected(
    people: None, provider: str, identity: dict[str, str]
) -> None:
    body = {"provider": provider, "identity": identity, "secret": {"access_token": TOKEN}}
    assert connect(body)["identity"] == identity


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_anothers_and_the_other_doors_do_not_exist(people: None, method: str) -> None:
    settle_in("usr_other")
    settle_in("usr_customer", "otherfirm")
    mine, exchange = connect()["credential_ref"], connect(DELTA)["credential_ref"]
    said = [
        _on(method, mine, user="usr_other"), _on(method, mine, tenant="otherfirm"), _on(method, exchange),
        _on(method, "crd_none"), _on(method, "crd_" + "a" * 60),
    ]  # fmt: skip
    assert [one.status for one in said] == [404] * 5
    assert len({one.body["detail"] for one in said}) == 1


def _on(method: str, ref: str, **who: str) -> Any:
    if method == "PUT":
        return ask("PUT", PLATFORMS, {"credential_ref": ref, "provider": "mastodon", "name": "Mine"}, **who)
    return ask(method, f"{PLATFORMS}/{ref}", **who)


@pytest.mark.parametrize("role", ["approver", "operator", "viewer"])
def test_only_a_customer_connects(people: None, role: str) -> None:
    for url in (PLATFORMS, EXCHANGES):
        assert ask("GET", url, user=PEOPLE[role]).body["rule"] == "role"
        assert ask("PUT", url, MASTODON, user=PEOPLE[role]).body["rule"] == "role"


def test_a_list_goes_on_where_its_page_ended(people: None) -> None:
    made = [connect()["credential_ref"] for _ in range(3)]
    connect({**DELTA, "api_key": API_KEY})
    first = ask("GET", f"{PLATFORMS}?limit=2").body
    assert [one["credential_ref"] for one in first["items"]] == made[:2]
    last = ask("GET", f"{PLATFORMS}?limit=2&cursor={quote(first['next_cursor'])}").body
    assert ([one["credential_ref"] for one in last["items"]], last["next_cursor"]) == (made[2:], None)


def test_there_is_an_end_to_how_many_one_person_connects(people: None) -> None:
    made = [connect() for _ in range(keep.MOST)]
    assert len(made) == keep.MOST
    assert ask("PUT", PLATFORMS, MASTODON).status == 409


@pytest.mark.parametrize(("door", "kind"), [(PLATFORMS, "platform"), (EXCHANGES, "exchange")])
def test_each_door_says_who_can_be_connected_there_and_with_what(people: None, door: str, kind: str) -> None:
    """Enough to draw a form: an account of just these fields is taken, and one without what is needed is not."""
    forms = ask("GET", door).body["providers"]
    assert {one["provider"] for one in forms} == {name for name in KINDS if KINDS[name] == kind}
    for form in forms:
        identity = {one["name"]: one["example"] for one in form["identity"]}
        secret = {one["name"]: TOKEN for one in form["secret"]}
        providers.check(form["provider"], identity, secret)
        for needed in (one["name"] for one in form["identity"] if one["needed"]):
            without = {name: value for name, value in identity.items() if name != needed}
            with pytest.raises(Invalid, match="is missing"):
                providers.check(form["provider"], without, secret)
