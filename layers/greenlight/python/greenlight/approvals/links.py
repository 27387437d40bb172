"""Links that are safe to mail: a secret that opens one approval for one person, stored as its hash, for a while.

A link shows; only a posted form with the page's own value decides: mail scanners fetch, and even post.
"""

import hmac
import time
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from greenlight import keys
from greenlight.declare import DOORS
from greenlight.errors import Denied, Gone, NotFound
from greenlight.items import Items

from .records import Record

LINK_BYTES = 32
LINK_LENGTH = 43  # of 32 bytes in base64url
LINK_SECONDS = 24 * 3600
FORM_SECONDS = 30 * 60
NOTHING = "This link opens nothing."


@dataclass(frozen=True, slots=True)
class Link:
    """Whom the link was mailed to, for which approval, as of which digest; `token` is the secret itself."""

    token: str
    tenant_id: str
    approval_id: str
    user_id: str
    digest: str
    expires_at: int


def mint(record: Record, user_id: str) -> str:
    """A token for this approver, for a day at most; it shows the approval a while longer than it can be decided.

    Of the approval it holds the digest that stood when it was mailed, so that an edit since is said on the page.
    """
    token, until = token_urlsafe(LINK_BYTES), int(time.time()) + LINK_SECONDS
    said = {
        "tenant_id": record.tenant_id, "approval_id": record.approval_id, "user_id": user_id,
        "digest": record.digest, "expires_at": until, "ttl": until,
    }  # fmt: skip
    Items(DOORS).put({**keys.approval_link(token), **said})
    return token


def open_link(token: str, approval_id: str) -> Link:
    """Reads only. Raises NotFound, the same for an unknown token and another approval's, or Gone for an old one."""
    found = Items(DOORS).get(keys.approval_link(token)) if len(token) == LINK_LENGTH else None
    if not found or found["approval_id"] != approval_id:
        raise NotFound(NOTHING)
    if found["expires_at"] <= time.time():
        raise Gone("This link has expired: sign in to see what it was about.")
    return Link(
        token, *(found[name] for name in ("tenant_id", "approval_id", "user_id", "digest", "expires_at"))
    )


def form_value(link: Link, digest: str, at: int | None = None) -> str:
    """What the page puts into its forms: `<issue time>.<HMAC-SHA256>`, keyed by the link's own secret."""
    issued = int(time.time()) if at is None else at
    said = f"{link.approval_id}\x1f{digest}\x1f{issued}"
    return f"{issued}.{hmac.new(link.token.encode(), said.encode(), sha256).hexdigest()}"


def check_form(link: Link, digest: str, value: str) -> None:
    """Raises Denied unless this link's page issued the value, for this digest, within half an hour."""
    issued = value.partition(".")[0]
    if issued.isascii() and issued.isdigit() and len(issued) <= 12:
        good = hmac.compare_digest(form_value(link, digest, int(issued)), value)
        if good and 0 <= time.time() - int(issued) <= FORM_SECONDS:
            return
    raise Denied("This form is too old, or not ours: open the link again and decide there.", rule="csrf")
