"""How the exchange knows who asks (facts §1.2): HMAC-SHA256 over method, time, path with query, and the very body."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import urlsplit

from greenlight.errors import Denied

from functions.effects.adapters.protocol import Prepared
from functions.effects.adapters.written import filled

SIGNED = ("api-key", "timestamp", "signature")  # headers that are sealed until the send
WINDOW = 5  # seconds for which the exchange takes a signature


def signature(secret: str, method: str, timestamp: str, target: str, body: bytes) -> str:
    """In hex. `timestamp` in whole seconds, `target` the path with `/v2` and the query, each exactly as it is sent."""
    message = f"{method}{timestamp}{target}".encode() + body
    return hmac.new(secret.encode(), message, sha256).hexdigest()


def mark(secret: Mapping[str, str]) -> str:
    """Tells one API key from another, without saying which it is."""
    return sha256(secret.get("api_key", "").encode()).hexdigest()[:16]


def signed(prepared: Prepared, secret: Mapping[str, str], now: float) -> Prepared:
    """With its three headers filled. Raises Denied where the credential holds no key and secret."""
    key, private = secret.get("api_key", ""), secret.get("api_secret", "")
    if not key or not private:
        raise Denied(
            "The exchange's credential holds no key and secret; connect it again.", rule="credential"
        )
    timestamp = str(int(now))
    parts = urlsplit(prepared.url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    proof = signature(private, prepared.method, timestamp, target, prepared.body)
    return filled(prepared, api_key=key, timestamp=timestamp, signature=proof)
