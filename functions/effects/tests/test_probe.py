"""Probing: one harmless question, whose answer stands beside the credential from then on."""

import json
from typing import Any

import pytest
from greenlight.credentials import Credential
from greenlight.declare import LEDGER
from greenlight.errors import Invalid
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects import answer
from functions.effects.adapters.http_call import HttpCall
from functions.effects.adapters.protocol import Health, Secret
from functions.effects.probe import probe
from tests.standins.platform import TENANT

from .vaulted import TOKEN, connected, meddle, stored


class Network(HttpCall):
    """An adapter of which only the probe counts."""

    credential = "mastodon"

    def __init__(self, says: Health) -> None:
        super().__init__("")
        self._says, self.asked = says, list[Secret]()

    def probe(self, secret: Secret, _deadline: float, /) -> Health:
        self.asked.append(dict(secret))
        return self._says


def asked(credential: Credential, says: Health, **changes: Any) -> tuple[dict[str, Any], Network]:
    network = Network(says)
    request = {
        "tenant_id": TENANT,
        "credential_ref": credential.credential_ref,
        "tool": "social.mastodon_post",
    }
    return probe(request | changes, {"social.mastodon_post": network}), network


@pytest.fixture
def credential(account: None) -> Credential:
    return connected()


@pytest.mark.parametrize(
    ("says", "ok", "status"),
    [
        (Health("connected", "@clinic"), True, "connected"),
        (Health("unknown", "not reached"), True, "connected"),
        (Health("needs_reconnect", "401"), False, "needs_reconnect"),
    ],
)
def test_what_it_learns_is_said_and_kept(credential: Credential, says: Health, ok: bool, status: str) -> None:
    said, network = asked(credential, says)
    assert said == {"ok": ok, "health": says.status, "detail": says.detail}
    assert network.asked[0]["access_token"] == TOKEN
    found = stored(credential)
    assert (found["status"], found["health"]["detail"]) == (status, says.detail)
    assert found["health"]["checked_at"]


def test_one_that_works_again_is_connected_again_and_both_are_on_record(credential: Credential) -> None:
    """As when the customer allows our address at his exchange: no new secret is needed."""
    asked(credential, Health("needs_reconnect", "no such address"))
    assert asked(credential, Health("connected", "fine"))[0]["ok"]
    found = stored(credential)
    assert (found["status"], found["revision"]) == ("connected", 3)
    entries = [Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id)) or {} for entry_id in found["entries"]]
    assert [entry["what"] for entry in entries] == [
        "credential.connected", "credential.needs_reconnect", "credential.connected",
    ]  # fmt: skip
    assert TOKEN not in json.dumps(entries, default=str)


def test_a_healthy_one_leaves_revision_and_trail_as_they_were(credential: Credential) -> None:
    asked(credential, Health("connected", "fine"))
    assert (stored(credential)["revision"], len(stored(credential)["entries"])) == (1, 1)


@pytest.mark.parametrize(
    "changes", [{"credential_ref": "crd_none"}, {"credential_ref": None}, {"tenant_id": "otherfirm"}]
)
def test_what_is_not_there_needs_reconnecting_and_nobody_is_asked(
    credential: Credential, changes: Any
) -> None:
    said, network = asked(credential, Health("connected"), **changes)
    assert (said["ok"], said["health"], network.asked) == (False, "needs_reconnect", [])


def test_a_credential_is_shown_to_no_other_provider(account: None) -> None:
    said, network = asked(connected(provider="facebook"), Health("connected"))
    assert (said["ok"], network.asked) == (False, [])


def test_a_revoked_one_is_not_asked_about(credential: Credential) -> None:
    meddle(credential, "SET #status = :status", status="revoked")
    said, network = asked(credential, Health("connected"))
    assert (said["ok"], network.asked, stored(credential)["status"]) == (False, [], "revoked")


def test_a_tool_that_needs_no_credential_has_none_to_probe(credential: Credential) -> None:
    with pytest.raises(Invalid):
        asked(credential, Health("connected"), tool="web.http_call")
    request = {"op": "probe", "tool": "web.http_call", "tenant_id": TENANT, "credential_ref": "crd_1"}
    assert answer.handle(request)["ok"] is False
