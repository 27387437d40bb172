"""The digest that binds an approval to its action: SHA-256 over RFC 8785's canonical JSON of all that decides it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from greenlight.errors import Invalid


def canonical(value: Any) -> str:
    """RFC 8785 text. Raises Invalid for what has no canonical form: NaN, or an integer beyond 2^53."""
    import rfc8785

    try:
        return rfc8785.dumps(value).decode()
    except rfc8785.CanonicalizationError as error:
        raise Invalid(f"This has no canonical form: {error}") from None


def sha256(text: str) -> str:
    """In hex, over the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def action_digest(bound: Mapping[str, Any], arguments: Mapping[str, Any]) -> str:
    """In hex. `bound` holds tenant, user, agent and type version, tool and its schema's hash, target,
    credential_ref, mode and policy version; whoever executes computes this again."""
    return sha256(canonical({**bound, "arguments": arguments}))
