"""The doors of the exchanges' API keys, with the risk limits that stand beside them."""

from collections.abc import Mapping
from typing import Any

from greenlight.credentials import Credentials
from greenlight.errors import Invalid
from greenlight.rest import Answer, answer, body, current_caller, if_match, query
from greenlight.spec import spec

from . import keep, schemas
from .account import Account
from .shown import forms, shown


@spec(query=schemas.CredentialQuery, returns=schemas.StoredCredentials, roles=("customer",))
def list_exchanges() -> dict[str, Any]:
    """The exchanges that I connected, oldest first, with the addresses to allow there; never their keys."""
    caller, page = current_caller(), query(schemas.CredentialQuery)
    found, following = Credentials(caller.tenant_id).of_user(
        caller.user_id, "exchange", limit=page.limit, cursor=page.cursor
    )
    items = [shown(one) for one in found]
    return {"items": items, "next_cursor": following, "providers": forms("exchange")}


@spec(returns=schemas.StoredCredential, roles=("customer",))
def get_exchange(credential_ref: str) -> Answer:
    """One of them; its revision is the ETag."""
    found = keep.owned(current_caller(), credential_ref, "exchange")
    return answer(shown(found), revision=found.revision)


@spec(body=schemas.ExchangeAccount, returns=schemas.StoredCredential, roles=("customer",))
def put_exchange() -> Answer:
    """Connects an exchange (201), or gives one that is connected another key, name or limits (200)."""
    given = body(schemas.ExchangeAccount)
    limits = given.risk_limits.model_dump(exclude_none=True) if given.risk_limits else None
    account = Account(
        "exchange",
        given.provider,
        given.credential_ref or "",
        given.name.strip(),
        None,
        _secret(given),
        limits,
    )
    stored, new = keep.put(current_caller(), account, if_match())
    return answer(shown(stored), 201 if new else 200, revision=stored.revision)


@spec(status=204, roles=("customer",))
def revoke_exchange(credential_ref: str) -> Answer:
    """Takes it away from my agents; its sealed key is destroyed."""
    keep.revoke(current_caller(), credential_ref, "exchange", if_match())
    return answer(status=204)


def _secret(given: schemas.ExchangeAccount) -> Mapping[str, str] | None:
    """Raises Invalid for half a pair."""
    key, private = given.api_key, given.api_secret
    if key and private:
        return {"api_key": key.get_secret_value(), "api_secret": private.get_secret_value()}
    if key or private:
        problem = {
            "pointer": "/api_secret" if key else "/api_key",
            "detail": "is missing: they come together",
        }
        raise Invalid(f"{problem['pointer']} {problem['detail']}.", problems=[problem])
    return None
