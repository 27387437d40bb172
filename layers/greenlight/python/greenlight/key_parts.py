"""What keys are made of: the tenant in front, parts that hold no separator, and ids that sort by their time."""

import hashlib
import re
from collections.abc import Mapping
from typing import NewType

from ulid import ULID

ItemKey = Mapping[str, str]
TenantId = NewType("TenantId", str)
TENANT_ID = re.compile(r"[a-z0-9]{8,32}\Z")
PART = r"[A-Za-z0-9_.@:+-]{1,128}"  # what may stand in a key
_PART = re.compile(rf"{PART}\Z")


def new_id(prefix: str) -> str:
    """A prefixed ULID such as `run_01J…`: sorts by time of making."""
    return f"{prefix}_{ULID()}"


def digest(*parts: str) -> str:
    """SHA-256 in hex over the parts, unambiguously joined; what a secret or an outside id is stored as."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def tenant_root(tenant_id: str) -> str:
    if not TENANT_ID.match(tenant_id):
        raise ValueError("a tenant id is 8 to 32 lower-case letters and digits")
    return f"TENANT#{tenant_id}"


def is_part(value: str) -> bool:
    """Whether this may stand in a key: for ids that a caller chose, to refuse them in his own words."""
    return _PART.match(value) is not None


def part(value: str) -> str:
    if not is_part(value):
        raise ValueError("a key part is 1 to 128 of A-Z a-z 0-9 _ . @ : + -")
    return value


def item_key(pk: str, sk: str) -> ItemKey:
    return {"pk": pk, "sk": sk}
