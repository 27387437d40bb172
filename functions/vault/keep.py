"""Connecting, replacing, describing and revoking: what is decided before anything is sealed and stored."""

from dataclasses import replace

from greenlight.caller import Caller
from greenlight.credentials import Credential, Credentials
from greenlight.errors import Conflict, Invalid, NotFound, Stale
from greenlight.keys import new_id
from greenlight.threads.records import utc

from . import providers, store
from .account import Account

MOST = 50  # of one kind and person, revoked ones among them


def put(caller: Caller, account: Account, insisted: int | None) -> tuple[Credential, bool]:
    """The credential as it then stands, and whether it is new. `insisted` is If-Match's revision.

    Raises Invalid, Conflict, NotFound, Stale.
    """
    providers.check_name(account.name)
    if not account.credential_ref:
        return _connect(caller, account), True
    before = owned(caller, account.credential_ref, account.kind, insisted)
    if before.status == "revoked":
        raise Conflict("This credential was revoked; connect the account again under a new one.")
    if before.provider != account.provider:
        problem = {"pointer": "/provider", "detail": f"is {before.provider} for this credential"}
        raise Invalid("The provider of a credential never changes.", problems=[problem])
    return _change(caller, before, account), False


def revoke(caller: Caller, credential_ref: str, kind: str, insisted: int | None) -> None:
    """From now on nobody can open it: its sealed bytes are gone. Twice is once. Raises NotFound, Stale."""
    before = owned(caller, credential_ref, kind, insisted)
    if before.status != "revoked":
        store.revoke(caller, before)


def owned(caller: Caller, credential_ref: str, kind: str, insisted: int | None = None) -> Credential:
    """Raises NotFound, for one of the other door too; Stale."""
    found = Credentials(caller.tenant_id).owned_by(caller.user_id, credential_ref)
    if found.kind != kind:
        raise NotFound("There is no such credential.")
    if insisted not in {None, found.revision}:
        raise Stale("It was changed meanwhile: read it again.")
    return found


def _connect(caller: Caller, account: Account) -> Credential:
    identity, secret = account.identity or {}, account.secret or {}
    providers.check(account.provider, identity, secret, _place(account))
    found, _ = Credentials(caller.tenant_id).of_user(caller.user_id, account.kind, limit=MOST)
    if len(found) >= MOST:
        raise Conflict(f"You have connected {MOST} accounts already.")
    now = utc()
    made = Credential(
        credential_ref=new_id("crd"), tenant_id=caller.tenant_id, user_id=caller.user_id, kind=account.kind,
        provider=account.provider, name=account.name or providers.PROVIDERS[account.provider].title,
        identity=identity, last4=providers.last4(account.provider, secret), version=1, status="connected", revision=1,
        risk_limits=account.risk_limits or {}, created_at=now, updated_at=now,
    )  # fmt: skip
    return store.connect(caller, made, secret)


def _change(caller: Caller, before: Credential, account: Account) -> Credential:
    after = replace(
        before, name=account.name or before.name, revision=before.revision + 1, updated_at=utc(),
        risk_limits=before.risk_limits if account.risk_limits is None else account.risk_limits,
    )  # fmt: skip
    if account.secret is None:
        if account.identity is not None and dict(account.identity) != dict(before.identity):
            problem = {"pointer": "/identity", "detail": "changes only together with the secret"}
            raise Invalid("/identity changes only together with the secret.", problems=[problem])
        return store.describe(caller, before, after)
    identity = before.identity if account.identity is None else account.identity
    providers.check(account.provider, identity, account.secret, _place(account))
    after = replace(
        after, identity=identity, last4=providers.last4(account.provider, account.secret), status="connected",
        version=before.version + 1, health={},
    )  # fmt: skip
    return store.rotate(caller, before, after, account.secret)


def _place(account: Account) -> str:
    return "secret" if account.kind == "platform" else ""
