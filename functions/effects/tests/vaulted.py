"""Credentials as a customer connected them, and hands that reach into the vault's table without the key."""

from dataclasses import replace
from typing import Any

from greenlight.credentials import Credential
from greenlight.declare import VAULT
from greenlight.items import Items
from greenlight.keys import Keys, new_id
from greenlight.threads.records import utc

from functions.vault import store
from tests.standins.platform import CUSTOMER, TENANT, caller

TOKEN = "mT7kQ2vX9pLr4sWz8nBc3dFg6hJk1yAe"


def connected(tenant_id: str = TENANT, token: str = TOKEN, **changes: Any) -> Credential:
    now = utc()
    made = Credential(
        credential_ref=new_id("crd"), tenant_id=tenant_id, user_id=CUSTOMER, kind="platform", provider="mastodon",
        name="Clinic", identity={"instance": "social.example"}, last4=TOKEN[-4:], version=1, status="connected",
        revision=1, created_at=now, updated_at=now,
    )  # fmt: skip
    return store.connect(
        caller(CUSTOMER, tenant_id), replace(made, **changes), {"access_token": token, "more": "x"}
    )


def meddle(credential: Credential, expression: str, version: int = 0, **values: Any) -> None:
    """Somebody with his hands in the table, but without the key."""
    keys = Keys(credential.tenant_id)
    ref = credential.credential_ref
    place = keys.credential_version(ref, version) if version else keys.credential(ref)
    named = {"#status": "status", "#identity": "identity"}
    Items(VAULT).update(
        place, expression, values={f":{n}": v for n, v in values.items()},
        names={n: name for n, name in named.items() if n in expression},
    )  # fmt: skip


def stored(credential: Credential) -> dict[str, Any]:
    return Items(VAULT).get(Keys(credential.tenant_id).credential(credential.credential_ref)) or {}
