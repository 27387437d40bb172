"""Open sockets: whose they are, until when, and which threads they listen to."""

import time
from collections.abc import Sequence
from contextlib import suppress

from greenlight import doors, keys
from greenlight.caller import Caller
from greenlight.declare import DOORS
from greenlight.doors import Visitor
from greenlight.errors import Unauthenticated
from greenlight.items import ConditionFailed, Item, Items

_doors = Items(DOORS)


def opened(connection_id: str, visitor: Visitor, address: str = "") -> None:
    """`address` is the IP address that the gateway saw: part of the record of a verdict that comes this way."""
    until = visitor.session_expires_at
    _doors.put({
        **keys.connection(connection_id), "tenant_id": visitor.tenant_id, "user_id": visitor.user_id,
        "expires_at": until, "threads": [], "ttl": until, "signed_in_at": visitor.signed_in_at, "address": address,
    })  # fmt: skip


def closed(connection_id: str) -> Item:
    """Forgets the socket; returns what stood there (empty if nothing did)."""
    return _doors.delete(keys.connection(connection_id))


def caller_of(connection_id: str, correlation_id: str) -> tuple[Caller, Item]:
    """Who speaks, with today's rights. Raises Unauthenticated once the proof has ended, Denied for a former member."""
    found = _doors.get(keys.connection(connection_id))
    if not found or found["expires_at"] <= time.time():
        raise Unauthenticated("Your session has ended; sign in and connect again.")
    member = doors.member(found["tenant_id"], found["user_id"])
    return (
        Caller(
            member.tenant_id,
            member.user_id,
            member.roles,
            correlation_id=correlation_id,
            timezone=member.timezone,
            expires_at=found["expires_at"],
            signed_in_at=found.get("signed_in_at", 0),
        ),
        found,
    )


def listening(connection_id: str, threads: list[str]) -> None:
    """Remembers what the socket listens to, so that closing it can be told to those threads.

    A socket that was closed meanwhile has nothing to remember: the next push finds it gone.
    """
    with suppress(ConditionFailed):
        _doors.update(
            keys.connection(connection_id), "SET threads = :t",
            condition="attribute_exists(pk)", values={":t": threads},
        )  # fmt: skip


def watching(connection_id: str, inboxes: Sequence[str]) -> None:
    """Remembers the inboxes that the socket hears of, so that closing it takes it out of them."""
    with suppress(ConditionFailed):
        _doors.update(
            keys.connection(connection_id), "SET inboxes = :i",
            condition="attribute_exists(pk)", values={":i": list(inboxes)},
        )  # fmt: skip
