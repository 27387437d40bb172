"""Opening a credential: for its owner and its provider, while it is connected, and from the bytes that were sealed."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from greenlight.credentials import Credential
from greenlight.declare import LEDGER, VAULT
from greenlight.errors import Denied
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.protocol import Health
from functions.effects.credentials import VaultSecrets, keep
from functions.effects.vault import NeedsReconnect, open_secret
from functions.vault import store
from tests.standins.platform import CUSTOMER, TENANT, caller, settle_in

from .approved import Desk
from .vaulted import TOKEN, connected, meddle, stored

LIMITS = {"max_units_per_order": 5}


@pytest.fixture
def credential(account: None) -> Credential:
    return connected()


@pytest.fixture
def hired(account: None) -> Iterator[Callable[..., None]]:
    """Says what stands in the agent's row, for one test."""
    yield settle_in
    settle_in()


def refuses(tenant_id: str, ref: str) -> str:
    with pytest.raises(NeedsReconnect) as refused:
        open_secret(tenant_id, ref)
    assert refused.value.extra["rule"] == "credential"
    return refused.value.detail


def test_it_opens_to_its_fields_and_shows_none_of_them(credential: Credential) -> None:
    opened = open_secret(TENANT, credential.credential_ref)
    assert dict(opened) == {"access_token": TOKEN, "more": "x", "instance": "social.example"}
    assert TOKEN not in f"{opened!r} {opened} {[opened]}"
    with pytest.raises(TypeError):
        pickle.dumps(opened)


def test_an_exchanges_limits_stand_beneath_its_keys(account: None) -> None:
    opened = open_secret(TENANT, connected(risk_limits=LIMITS).credential_ref)
    assert opened["max_units_per_order"] == "5"


@pytest.mark.parametrize("ref", ["", "crd_none", "crd_a#b", "None"])
def test_what_is_not_there_is_not_opened(account: None, ref: str) -> None:
    refuses(TENANT, ref)


def test_another_tenants_is_not_there(credential: Credential) -> None:
    assert refuses("otherfirm", credential.credential_ref) == refuses("otherfirm", "crd_none")


@pytest.mark.parametrize("status", ["revoked", "needs_reconnect"])
def test_one_that_does_not_work_is_not_opened(credential: Credential, status: str) -> None:
    meddle(credential, "SET #status = :status", status=status)
    assert status.replace("_", " ") in refuses(TENANT, credential.credential_ref)


def test_a_revoked_one_is_never_opened_not_even_to_ask_about_it(credential: Credential) -> None:
    store.revoke(caller(), credential)
    with pytest.raises(NeedsReconnect):
        open_secret(TENANT, credential.credential_ref, revoked_by_provider=True)
    meddle(credential, "SET #status = :status", status="connected")
    refuses(TENANT, credential.credential_ref)


@pytest.mark.parametrize("column", ["sealed", "data_key"])
def test_changed_bytes_do_not_open(credential: Credential, column: str) -> None:
    key = Keys(TENANT).credential_version(credential.credential_ref, 1)
    changed = bytearray(bytes((Items(VAULT).get(key) or {})[column]))
    changed[-1] ^= 1
    meddle(credential, f"SET {column} = :bytes", 1, bytes=bytes(changed))
    refuses(TENANT, credential.credential_ref)


def test_bytes_of_another_credential_do_not_open_in_this_ones_place(credential: Credential) -> None:
    """Of the same tenant and provider: what is swapped is found by the reference that was sealed with it."""
    other = connected(user_id="usr_other")
    theirs = Items(VAULT).get(Keys(TENANT).credential_version(other.credential_ref, 1)) or {}
    meddle(
        credential, "SET sealed = :sealed, data_key = :key, context = :context", 1,
        sealed=bytes(theirs["sealed"]), key=bytes(theirs["data_key"]), context=theirs["context"],
    )  # fmt: skip
    refuses(TENANT, credential.credential_ref)


def test_bytes_of_an_older_version_do_not_open_as_the_newest(credential: Credential) -> None:
    old = Items(VAULT).get(Keys(TENANT).credential_version(credential.credential_ref, 1)) or {}
    after = replace(credential, version=2, revision=2)
    store.rotate(caller(), credential, after, {"access_token": TOKEN[::-1]})
    assert open_secret(TENANT, credential.credential_ref)["access_token"] == TOKEN[::-1]
    meddle(
        credential, "SET sealed = :sealed, data_key = :key", 2,
        sealed=bytes(old["sealed"]), key=bytes(old["data_key"]),
    )  # fmt: skip
    refuses(TENANT, credential.credential_ref)


def test_the_table_cannot_point_a_secret_at_another_place_or_person(
    credential: Credential, desk: Desk
) -> None:
    meddle(
        credential, "SET #identity = :identity, user_id = :user",
        identity={"instance": "evil.example"}, user="usr_evil",
    )  # fmt: skip
    opened = open_secret(TENANT, credential.credential_ref)
    assert (opened["instance"], opened.user_id) == ("social.example", CUSTOMER)
    record = desk.approve(user_id="usr_evil", bound={"user_id": "usr_evil"})
    record = replace(record, arguments={"credential_ref": credential.credential_ref})
    with pytest.raises(NeedsReconnect):
        VaultSecrets(TENANT).open(record, "mastodon")


@pytest.mark.parametrize(
    ("changes", "provider", "opens"),
    [({}, "mastodon", True), ({}, "facebook", False), ({"user_id": "usr_other"}, "mastodon", False)],
)
def test_an_approved_action_opens_its_owners_for_its_provider(
    credential: Credential, desk: Desk, changes: Any, provider: str, opens: bool
) -> None:
    asked = replace(desk.approve(), arguments={"credential_ref": credential.credential_ref}, **changes)
    vault = VaultSecrets(TENANT)
    if opens:
        assert vault.open(asked, provider)["access_token"] == TOKEN
        return
    with pytest.raises(NeedsReconnect):
        vault.open(asked, provider)
    vault.refused(asked, "never opened, so nothing is known of it")
    assert stored(credential)["status"] == "connected"


@pytest.mark.parametrize(("own", "beside", "counts"), [
    ({"max_notional_inr": 900}, {}, ("", "900")), ({"max_notional_inr": 900}, {"max_notional_inr": 800}, ("", "800")),
    ({}, LIMITS, ("5", "")), ({"max_units_per_order": 2}, {**LIMITS, "max_notional_inr": 800}, ("2", "800")),
])  # fmt: skip
def test_what_the_agent_itself_may_order_counts_at_the_send_where_it_is_stricter(
    desk: Desk, hired: Callable[..., None], own: dict[str, int], beside: dict[str, int], counts: tuple[str, str]
) -> None:  # fmt: skip
    """As its row says now: an order need not have come from a goal, and may have been edited since it was drafted."""
    hired(enforcement={"limits": own}, config={"allowed_coins": ["BTC", "ETH"]})
    ref = connected(risk_limits=beside).credential_ref
    opened = VaultSecrets(TENANT).open(replace(desk.approve(), arguments={"credential_ref": ref}), "mastodon")
    assert (opened.get("max_units_per_order", ""), opened.get("max_notional_inr", "")) == counts
    assert opened["allowed_coins"] == "BTC ETH"


def test_an_agent_that_names_its_accounts_gets_no_other_of_its_owners(
    desk: Desk, hired: Callable[..., None]
) -> None:
    """A model may write any reference, and an edit too; a person sees the reference, and not whose account it is."""
    own, other = connected().credential_ref, connected().credential_ref
    hired(config={"platform_credentials": {"mastodon": own}})
    asked, vault = desk.approve(), VaultSecrets(TENANT)
    assert vault.open(replace(asked, arguments={"credential_ref": own}), "mastodon")["access_token"] == TOKEN
    with pytest.raises(Denied, match="not one of this agent's accounts"):
        vault.open(replace(asked, arguments={"credential_ref": other}), "mastodon")


def test_what_a_provider_refuses_needs_reconnecting_from_then_on(credential: Credential, desk: Desk) -> None:
    record = replace(desk.approve(), arguments={"credential_ref": credential.credential_ref})
    vault = VaultSecrets(TENANT)
    vault.open(record, "mastodon")
    for _ in range(2):
        vault.refused(record, "The token was revoked.")
    found = stored(credential)
    assert (found["status"], found["health"]["detail"], found["revision"]) == (
        "needs_reconnect",
        "The token was revoked.",
        2,
    )
    entry = Items(LEDGER).get(Keys(TENANT).audit_entry(found["entries"][-1])) or {}
    assert (entry["what"], entry["correlation_id"]) == ("credential.needs_reconnect", record.correlation_id)
    refuses(TENANT, credential.credential_ref)


def test_what_is_learnt_of_an_old_secret_is_not_said_of_the_new_one(credential: Credential) -> None:
    store.rotate(
        caller(), credential, replace(credential, version=2, revision=2), {"access_token": TOKEN[::-1]}
    )
    keep(credential, Health("needs_reconnect", "late"), "cor_1")
    assert (stored(credential)["status"], stored(credential)["health"]) == ("connected", {})
