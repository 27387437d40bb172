"""Connecting a platform: sealed, shown by its last four characters, replaced, described, revoked."""

from dataclasses import replace
from typing import Any

import pytest
from greenlight.declare import LEDGER, VAULT
from greenlight.errors import Stale
from greenlight.items import Items
from greenlight.keys import Keys

from functions.vault import keep, store
from tests.standins.platform import CUSTOMER, TENANT, caller

from .conftest import MASTODON, PLATFORMS, TOKEN, ask, connect, rows

OTHER = "nB5vC8xZ1qW4eR7tY0uI3oP6aS9dF2gH"


def entries(said: dict[str, Any]) -> list[str]:
    found = [Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id)) for entry_id in said["entries"]]
    return [one["what"] for one in found if one]


def test_agp1_cp_2_2_a_platform_is_connected_and_known_by_its_reference(people: None) -> None:
    said = ask("PUT", PLATFORMS, MASTODON)
    assert (said.status, said.headers["ETag"]) == (201, '"1"')
    ref = said.body["credential_ref"]
    shown = {name: said.body[name] for name in ("kind", "provider", "name", "identity", "status", "version")}
    assert shown == {
        "kind": "platform", "provider": "mastodon", "name": "Clinic", "identity": MASTODON["identity"],
        "status": "connected", "version": 1,
    }  # fmt: skip
    assert ref.startswith("crd_")
    assert said.body["last4"] == TOKEN[-4:]
    assert ask("GET", f"{PLATFORMS}/{ref}").body == said.body
    listed = ask("GET", PLATFORMS).body
    assert (listed["items"], listed["next_cursor"]) == ([said.body], None)
    assert entries(said.body) == ["credential.connected"]


def test_a_new_secret_is_a_new_version_and_the_old_one_is_destroyed(people: None) -> None:
    ref = connect()["credential_ref"]
    body = {"credential_ref": ref, "provider": "mastodon", "secret": {"access_token": OTHER}}
    said = ask("PUT", PLATFORMS, body, **{"If-Match": '"1"'})
    assert (said.status, said.body["version"], said.body["revision"]) == (200, 2, 2)
    assert (said.body["name"], said.body["last4"]) == ("Clinic", OTHER[-4:])
    assert entries(said.body) == ["credential.connected", "credential.rotated"]
    _, first, second = rows(ref)
    assert ("sealed" in first, "data_key" in first, bool(first["retired_at"])) == (False, False, True)
    assert ("sealed" in second, "retired_at" in second) == (True, False)


def test_another_name_is_no_new_version(people: None) -> None:
    ref = connect()["credential_ref"]
    said = ask("PUT", PLATFORMS, {"credential_ref": ref, "provider": "mastodon", "name": "Practice"})
    assert (said.status, said.body["version"], said.body["name"]) == (200, 1, "Practice")
    assert entries(said.body) == ["credential.connected", "credential.changed"]


def test_what_needs_reconnecting_is_connected_again_by_a_new_secret(people: None) -> None:
    ref = connect()["credential_ref"]
    Items(VAULT).update(
        Keys(TENANT).credential(ref), "SET #s = :s", values={":s": "needs_reconnect"}, names={"#s": "status"}
    )
    body = {"credential_ref": ref, "provider": "mastodon", "secret": {"access_token": OTHER}}
    assert ask("PUT", PLATFORMS, body).body["status"] == "connected"


def test_a_revoked_one_is_shown_but_can_be_opened_by_nobody_again(people: None) -> None:
    ref = connect()["credential_ref"]
    url = f"{PLATFORMS}/{ref}"
    assert ask("DELETE", url, **{"If-Match": '"7"'}).status == 412
    assert [ask("DELETE", url).status for _ in range(2)] == [204, 204]
    assert ask("GET", url).body["status"] == "revoked"
    assert "sealed" not in rows(ref)[1]
    body = {"credential_ref": ref, "provider": "mastodon", "secret": {"access_token": OTHER}}
    assert ask("PUT", PLATFORMS, body).status == 409


def test_somebody_who_saw_another_revision_changes_nothing(people: None) -> None:
    ref = connect()["credential_ref"]
    body = {"credential_ref": ref, "provider": "mastodon", "name": "Late"}
    assert ask("PUT", PLATFORMS, body, **{"If-Match": '"2"'}).status == 412
    assert ask("GET", f"{PLATFORMS}/{ref}").body["name"] == "Clinic"


def test_an_identity_changes_only_with_its_secret(people: None) -> None:
    ref = connect()["credential_ref"]
    body = {"credential_ref": ref, "provider": "mastodon", "identity": {"instance": "evil.example"}}
    assert ask("PUT", PLATFORMS, body).body["errors"][0]["pointer"] == "/identity"
    assert ask("PUT", PLATFORMS, {**body, "secret": {"access_token": OTHER}}).status == 200


def test_a_provider_never_changes(people: None) -> None:
    ref = connect()["credential_ref"]
    body = {"credential_ref": ref, "provider": "x", "secret": {"access_token": OTHER}, "identity": {}}
    assert ask("PUT", PLATFORMS, body).body["errors"][0]["pointer"] == "/provider"


def test_two_who_rotate_at_once_leave_one_version(people: None) -> None:
    """The loser is told so, and neither his secret nor a second version is there."""
    ref = connect()["credential_ref"]
    before = keep.owned(caller(CUSTOMER), ref, "platform")
    body = {"credential_ref": ref, "provider": "mastodon", "secret": {"access_token": OTHER}}
    assert ask("PUT", PLATFORMS, body).status == 200
    late = replace(before, version=2, revision=2)
    with pytest.raises(Stale):
        store.rotate(caller(CUSTOMER), before, late, {"access_token": TOKEN})
    assert len(rows(ref)) == 3


def test_two_who_describe_at_once_leave_the_first_ones_words(people: None) -> None:
    before = keep.owned(caller(CUSTOMER), connect()["credential_ref"], "platform")
    store.describe(caller(CUSTOMER), before, replace(before, name="First", revision=2))
    with pytest.raises(Stale):
        store.describe(caller(CUSTOMER), before, replace(before, name="Second", revision=2))
    assert ask("GET", f"{PLATFORMS}/{before.credential_ref}").body["name"] == "First"
