"""An account in memory with people of every role, and accounts to connect."""

from collections.abc import Iterator
from typing import Any

import pytest
from greenlight.declare import VAULT
from greenlight.items import Item, Items
from greenlight.keys import Keys

from functions.vault.app import handler
from tests.standins.approvals import gather
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import CUSTOMER, TENANT

__all__ = ["account"]
PLATFORMS, EXCHANGES = "/api/cp/platform-credentials", "/api/cp/exchange-setup"
TOKEN = "mT7kQ2vX9pLr4sWz8nBc3dFg6hJk1yAe"
API_KEY, API_SECRET = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5", "zY9xW8vU7tS6rQ5pO4nM3lK2jI1hG0fE9dC8bA7z"
MASTODON = {
    "provider": "mastodon", "name": "Clinic", "identity": {"instance": "social.example", "handle": "@clinic"},
    "secret": {"access_token": TOKEN},
}  # fmt: skip
DELTA = {
    "provider": "delta_exchange_india", "api_key": API_KEY, "api_secret": API_SECRET,
    "risk_limits": {"max_units_per_order": 5, "max_notional_inr": 100_000},
}  # fmt: skip


@pytest.fixture
def people(account: None) -> Iterator[None]:
    gather()
    yield
    for item in list(Items(VAULT).every(Keys(TENANT).credentials_of(CUSTOMER), index=1)):
        for one in rows(item["credential_ref"]):
            Items(VAULT).delete({"pk": one["pk"], "sk": one["sk"]})


def ask(method: str, url: str, body: Any = None, **more: Any) -> Said:
    return asked(handler, method, url, body, **more)


def connect(body: Any = MASTODON, **more: Any) -> dict[str, Any]:
    said = ask("PUT", EXCHANGES if "api_key" in body else PLATFORMS, body, **more)
    assert said.status == 201, said.body
    found: dict[str, Any] = said.body
    return found


def rows(credential_ref: str, tenant_id: str = TENANT) -> list[Item]:
    """The description and each version, as they are stored."""
    return list(Items(VAULT).every(Keys(tenant_id).credential(credential_ref)["pk"]))
