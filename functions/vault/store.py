"""The vault's table: a description, and beside it each version's sealed bytes until a newer one takes their place.

Each change is one transaction: the description on its condition, the versions, and the audit entry.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from greenlight import audit
from greenlight.caller import Caller
from greenlight.credentials import Credential, place_of
from greenlight.declare import VAULT
from greenlight.errors import Stale
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.vault import seal

KEPT_ENTRIES = 50  # ids of audit entries that an item names; older ones are sealed long since


def connect(caller: Caller, made: Credential, secret: Mapping[str, str]) -> Credential:
    made, entry = _recorded(caller, made, "credential.connected", {})
    here = Items(VAULT).putting(_item(made), condition="attribute_not_exists(pk)")
    commit([here, _version(made, secret), entry])
    return made


def rotate(caller: Caller, before: Credential, after: Credential, secret: Mapping[str, str]) -> Credential:
    """Raises Stale if somebody else was faster."""
    after, entry = _recorded(caller, after, "credential.rotated", _changed(before, after))
    return _commit(before, after, [_version(after, secret), _retired(before), entry])


def describe(caller: Caller, before: Credential, after: Credential) -> Credential:
    """Raises Stale if somebody else was faster."""
    after, entry = _recorded(caller, after, "credential.changed", _changed(before, after))
    return _commit(before, after, [entry])


def revoke(caller: Caller, before: Credential) -> Credential:
    """Raises Stale if somebody else was faster."""
    after = replace(before, status="revoked", revision=before.revision + 1, updated_at=utc())
    after, entry = _recorded(caller, after, "credential.revoked", {})
    return _commit(before, after, [_retired(before), entry])


def _commit(before: Credential, after: Credential, also: list[Write]) -> Credential:
    here = Items(VAULT).putting(
        _item(after), condition="revision = :revision", values={":revision": before.revision}
    )
    try:
        commit([here, *also])
    except ConditionFailed:
        raise Stale("It was changed meanwhile: read it again.") from None
    return after


def _version(credential: Credential, secret: Mapping[str, str]) -> Write:
    """Owner and identity are sealed with the secret: who can write this table cannot point it at another place."""
    content = {"user_id": credential.user_id, "identity": dict(credential.identity), "secret": dict(secret)}
    sealed = seal(
        credential.tenant_id, credential.credential_ref, credential.provider, content,
        version=credential.version,
    )  # fmt: skip
    item = {
        **Keys(credential.tenant_id).credential_version(credential.credential_ref, credential.version),
        "version": credential.version, "sealed": sealed.sealed, "data_key": sealed.data_key,
        "context": dict(sealed.context), "created_at": utc(),
    }  # fmt: skip
    return Items(VAULT).putting(item, condition="attribute_not_exists(pk)")


def _retired(credential: Credential) -> Write:
    """Nobody needs an old secret: what is kept is that there was one, and until when."""
    key = Keys(credential.tenant_id).credential_version(credential.credential_ref, credential.version)
    return Items(VAULT).updating(
        key, "SET retired_at = :now REMOVE sealed, data_key",
        condition="attribute_exists(pk)", values={":now": utc()},
    )  # fmt: skip


def _item(credential: Credential) -> dict[str, Any]:
    return {**asdict(credential), "entries": list(credential.entries), **place_of(credential)}


def _changed(before: Credential, after: Credential) -> dict[str, Any]:
    names = [name for name in ("name", "risk_limits") if getattr(before, name) != getattr(after, name)]
    return {name: {"before": getattr(before, name), "after": getattr(after, name)} for name in names}


def _recorded(
    caller: Caller, credential: Credential, what: str, more: Mapping[str, Any]
) -> tuple[Credential, Write]:
    """With its audit entry among its entries; never what is sealed, nor the end of it."""
    details = {
        "user_id": credential.user_id,
        "provider": credential.provider,
        "version": credential.version,
        **more,
    }
    entry_id, entry = audit.entry(
        caller.tenant_id, what, actor=f"user:{caller.user_id}", subject=credential.credential_ref,
        correlation_id=caller.correlation_id, details=details,
    )  # fmt: skip
    return replace(credential, entries=(*credential.entries[1 - KEPT_ENTRIES :], entry_id)), entry
