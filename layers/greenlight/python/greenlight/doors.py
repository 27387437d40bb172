"""What is looked up before a tenant is known: socket tickets and identities; and whether a member may still act."""

import time
from dataclasses import dataclass
from secrets import token_urlsafe

from . import keys
from .caller import Caller
from .declare import DOORS, TENANTS
from .errors import Denied, Unauthenticated
from .items import ConditionFailed, Items

TICKET_SECONDS = 60
TICKET_BYTES = 32
TICKET_LENGTH = 43  # of 32 bytes in base64url

_doors, _tenants = Items(DOORS), Items(TENANTS)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A single-use secret that opens one socket; `expires_at` in epoch seconds, UTC."""

    secret: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a ticket, or an OIDC identity, turned out to be; not yet whether he may act: ask `member`."""

    tenant_id: str
    user_id: str
    session_expires_at: int = 0
    signed_in_at: int = 0


def issue_ticket(caller: Caller) -> Ticket:
    """A ticket for 60 seconds; the socket it opens ends with the caller's own proof (`caller.expires_at`)."""
    secret, until = token_urlsafe(TICKET_BYTES), int(time.time()) + TICKET_SECONDS
    stored = {
        "tenant_id": caller.tenant_id,
        "user_id": caller.user_id,
        "session_expires_at": caller.expires_at,
        "signed_in_at": caller.signed_in_at,
    }
    _doors.put({**keys.ticket(secret), **stored, "expires_at": until, "ttl": until})
    return Ticket(secret, until)


def redeem_ticket(secret: str) -> Visitor:
    """Works once. Raises Unauthenticated for one that is used, expired, unknown, or of a session that ended."""
    condition = "expires_at > :now AND session_expires_at > :now"
    if len(secret) != TICKET_LENGTH:
        raise Unauthenticated("This is not a ticket.")
    try:
        gone = _doors.delete(keys.ticket(secret), condition=condition, values={":now": int(time.time())})
    except ConditionFailed:
        raise Unauthenticated("The ticket is used, expired or unknown: fetch a new one.") from None
    return Visitor(
        gone["tenant_id"], gone["user_id"], gone["session_expires_at"], gone.get("signed_in_at", 0)
    )


def who_is(issuer: str, subject: str) -> Visitor | None:
    """The member behind a verified OIDC identity; None for somebody we do not know."""
    found = _doors.get(keys.identity(issuer, subject))
    return Visitor(found["tenant_id"], found["user_id"]) if found else None


def member(tenant_id: str, user_id: str) -> Caller:
    """The member as he stands at this moment. Raises Denied for one who is unknown or no longer active.

    Only for ids that a door has verified. `expires_at` and `correlation_id` are for the door to fill in.
    """
    found = _tenants.get(keys.Keys(tenant_id).member(user_id))
    if not found or found["status"] != "active":
        raise Denied("You are not an active member here.", rule="member")
    return Caller(tenant_id, user_id, frozenset(found["roles"]), timezone=found.get("timezone", "UTC"))
