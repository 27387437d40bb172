"""The audit trail's entries: one for each thing that happened, in the transaction that made it happen.

An entry's hash covers the digest of its details, never the details: they can be erased and the chain still holds.
`functions/audit` seals entries into blocks within seconds (architecture §9).
"""

import secrets
from collections.abc import Mapping
from typing import Any

from . import keys
from .approvals.digests import canonical, sha256
from .declare import LEDGER
from .items import Items, Write
from .keys import Keys, new_id
from .threads.records import utc

HASHED = (
    "entry_id", "tenant_id", "what", "actor", "subject", "correlation_id", "agent_id", "at", "details_digest",
)  # fmt: skip


def entry(
    tenant_id: str, what: str, *, actor: str, subject: str, correlation_id: str, agent_id: str = "",
    details: Mapping[str, Any],
) -> tuple[str, Write]:  # fmt: skip
    """The entry's id, for the row that it is about to keep in its `entries`, and the write to commit with that row.

    `what` in the past tense ("approval.decided"); `actor` and `subject` are ids. Anything personal goes into
    `details`, with the owner as `user_id`: they are what may be erased.
    """
    entry_id, salt = new_id("aud"), secrets.token_hex(16)
    text = canonical(details)
    content = {
        "entry_id": entry_id, "tenant_id": tenant_id, "what": what, "actor": actor, "subject": subject,
        "correlation_id": correlation_id, "agent_id": agent_id, "at": utc(),
        "details_digest": details_digest(salt, text),
    }  # fmt: skip
    known = Keys(tenant_id)
    unsealed, place = keys.unsealed(tenant_id, entry_id)
    item = {
        **known.audit_entry(entry_id), **content, "salt": salt, "details": text, "hash": content_hash(content),
        "gsi1pk": known.audit_of(correlation_id), "gsi1sk": entry_id, "gsi2pk": unsealed, "gsi2sk": place,
    }  # fmt: skip
    return entry_id, Items(LEDGER).putting(item, condition="attribute_not_exists(pk)")


def content_hash(item: Mapping[str, Any]) -> str:
    """In hex, over the canonical JSON of what an entry says; its marks for index and block are not part of that."""
    return sha256(canonical({name: item.get(name, "") for name in HASHED}))


def details_digest(salt: str, text: str) -> str:
    """Salted, so that erased details cannot be guessed back from their digest."""
    return sha256(f"{salt}.{text}")
