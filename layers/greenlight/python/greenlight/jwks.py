"""The keys an issuer publishes: fetched rarely, kept through its outages, never asked for more than twice a minute."""

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import Unauthenticated
from .jws import decode
from .signing import MIN_KEY_BITS

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

FRESH = 300  # seconds; then a known key is refreshed
STALE = 24 * 3600  # seconds; then it is no longer believed, however long the issuer is away
COOLDOWN = 30  # seconds between two fetches
COLD_COOLDOWN = 3  # the same while the issuer has never answered: nobody at all can sign in
TIMEOUT = 3  # seconds
MAX_BYTES = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Fetch = Callable[[str], bytes]
Clock = Callable[[], float]


class IssuerUnreachable(Exception):
    """A fault, not a refusal: the issuer's keys cannot be had, so nobody's sign-in can be judged."""


class KeySet:
    """The RSA signing keys of one JWKS address by `kid`. A flood of unknown ids causes one fetch per 30 seconds.

    `clock` is wall-clock seconds: a frozen Lambda's monotonic clock may stand still.
    """

    def __init__(self, url: str, fetch: Fetch, clock: Clock = time.time) -> None:
        self._url, self._fetch, self._clock = secure(url), fetch, clock
        self._keys: dict[str, RSAPublicKey] = {}
        self._fetched = self._asked = float("-inf")

    def key(self, kid: str) -> "RSAPublicKey":
        """Raises Unauthenticated for an id the issuer does not publish, IssuerUnreachable if it never answered."""
        if kid not in self._keys or self._age() > FRESH:
            self._refresh()
        if not self._keys or self._age() > STALE:
            raise IssuerUnreachable(f"no keys from {self._url}")
        if kid not in self._keys:
            raise Unauthenticated("The token is signed by a key that its issuer does not publish.")
        return self._keys[kid]

    def _age(self) -> float:
        return self._clock() - self._fetched

    def _refresh(self) -> None:
        now = self._clock()
        if now - self._asked < (COOLDOWN if self._keys else COLD_COOLDOWN):
            return
        self._asked = now
        try:
            keys = signing_keys(json.loads(self._fetch(self._url)))
        except (OSError, ValueError, RecursionError):
            return  # an outage: what we have goes on counting until it is stale
        if keys:
            self._keys, self._fetched = keys, now


def signing_keys(document: Any) -> dict[str, "RSAPublicKey"]:
    """The usable keys of a JWKS document by `kid`: RSA, for signatures, 2048 bits or more; others are skipped."""
    listed = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(listed, list):
        raise ValueError("not a JWKS document")
    keys = {jwk["kid"]: _parsed(jwk) for jwk in listed if isinstance(jwk, dict) and _for_rs256(jwk)}
    return {kid: key for kid, key in keys.items() if key and key.key_size >= MIN_KEY_BITS}


def _for_rs256(jwk: Mapping[str, Any]) -> bool:
    described = (
        jwk.get("kty") == "RSA" and jwk.get("use", "sig") == "sig" and jwk.get("alg", "RS256") == "RS256"
    )
    return described and all(isinstance(jwk.get(name), str) for name in ("kid", "n", "e"))


def _parsed(jwk: Mapping[str, str]) -> "RSAPublicKey | None":
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers

    try:
        modulus, exponent = (int.from_bytes(decode(jwk[name]), "big") for name in ("n", "e"))
        return RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        return None


def secure(url: str) -> str:
    """The address itself. Raises ValueError unless it is https, or plain http on this very machine."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("OIDC_JWKS_URL must be an https address")
    return url


def fetch(url: str) -> bytes:
    """One GET: three seconds, 64 KB, no redirect, no proxy. Raises OSError."""
    from http.client import HTTPException

    try:
        with _opener().open(url, timeout=TIMEOUT) as answer:
            body: bytes = answer.read(MAX_BYTES + 1)
    except HTTPException as error:
        raise OSError("the issuer does not speak HTTP") from error
    if len(body) > MAX_BYTES:
        raise OSError("the issuer's key document is too large")
    return body


def _opener() -> "OpenerDirector":
    from urllib import request

    opener = request.OpenerDirector()  # build_opener would follow redirects, and read files
    for handler in (request.HTTPHandler, request.HTTPSHandler, request.HTTPErrorProcessor):
        opener.add_handler(handler())
    opener.add_handler(request.HTTPDefaultErrorHandler())
    return opener
