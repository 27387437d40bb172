"""The doors of the social platforms' accounts."""

from typing import Any

from greenlight.credentials import Credentials
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec

from . import keep, schemas
from .account import Account
from .shown import forms, shown


@spec(query=schemas.CredentialQuery, returns=schemas.StoredCredentials, roles=("customer",))
def list_platforms() -> dict[str, Any]:
    """The accounts that I connected, oldest first; never their secrets."""
    caller, page = current_caller(), query(schemas.CredentialQuery)
    found, following = Credentials(caller.tenant_id).of_user(
        caller.user_id, "platform", limit=page.limit, cursor=page.cursor
    )
    items = [shown(one) for one in found]
    return {"items": items, "next_cursor": following, "providers": forms("platform")}


@spec(returns=schemas.StoredCredential, roles=("customer",))
def get_platform(credential_ref: str) -> Answer:
    """One of them; its revision is the ETag."""
    found = keep.owned(current_caller(), credential_ref, "platform")
    return answer(shown(found), revision=found.revision)


@spec(body=schemas.PlatformAccount, returns=schemas.StoredCredential, roles=("customer",))
def put_platform() -> Answer:
    """Connects an account (201), or gives one that is connected a new secret or name (200)."""
    given = body(schemas.PlatformAccount)
    secret = (
        None if given.secret is None else {name: s.get_secret_value() for name, s in given.secret.items()}
    )
    account = Account(
        "platform", given.provider, given.credential_ref or "", given.name.strip(), given.identity, secret
    )
    stored, new = keep.put(current_caller(), account, if_match())
    return answer(shown(stored), 201 if new else 200, revision=stored.revision)


@spec(status=204, roles=("customer",))
def revoke_platform(credential_ref: str) -> Answer:
    """Takes it away from my agents; its sealed secret is destroyed."""
    keep.revoke(current_caller(), credential_ref, "platform", if_match())
    return answer(status=204)
