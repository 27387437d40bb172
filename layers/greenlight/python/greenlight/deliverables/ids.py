"""Ids that a repeat comes to again: a goal run of a slot, a deliverable of a goal run."""

from ulid import ULID

from greenlight.keys import digest


def stable(prefix: str, epoch: int, *parts: str) -> str:
    """A prefixed ULID of that second whose random part follows from `parts`: sorts by time, and is the same again."""
    seed = bytes.fromhex(digest(prefix, *parts))[:10]
    return f"{prefix}_{ULID.from_bytes((epoch * 1000).to_bytes(6, 'big') + seed)}"
