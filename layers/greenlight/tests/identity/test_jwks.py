"""An issuer's keys, over real HTTP: rotation, floods, outages and redirects."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import jwks
from greenlight.errors import Unauthenticated
from greenlight.jwks import IssuerUnreachable, KeySet

from tests.standins.issuer import Issuer


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(issuer: Issuer, clock: Clock) -> KeySet:
    return KeySet(issuer.jwks_url, jwks.fetch, clock)


def test_a_known_key_is_fetched_once(keys: KeySet, issuer: Issuer) -> None:
    assert [keys.key("one") for _ in range(5)] == [keys.key("one")] * 5
    assert len(issuer.requests) == 1


def test_a_rotated_key_is_found_and_the_old_one_forgotten(
    keys: KeySet, issuer: Issuer, clock: Clock, other_key: rsa.RSAPrivateKey
) -> None:
    keys.key("one")
    issuer.keys = {"two": other_key}
    clock.now += jwks.COOLDOWN
    assert keys.key("two") == other_key.public_key()
    with pytest.raises(Unauthenticated):
        keys.key("one")


def test_a_flood_of_unknown_keys_causes_one_fetch_in_thirty_seconds(
    keys: KeySet, issuer: Issuer, clock: Clock
) -> None:
    keys.key("one")
    for second in range(60):
        clock.now += 1
        with pytest.raises(Unauthenticated):
            keys.key(f"unknown-{second}")
    assert len(issuer.requests) == 1 + 2


def test_a_warm_cache_survives_an_outage(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    keys.key("one")
    issuer.status = 503
    clock.now += 12 * 3600
    assert keys.key("one")
    with pytest.raises(Unauthenticated):
        keys.key("unknown")


def test_a_warm_cache_is_not_believed_for_ever(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    keys.key("one")
    issuer.status = 503
    clock.now += jwks.STALE + 1
    with pytest.raises(IssuerUnreachable):
        keys.key("one")


def test_a_cold_cache_fails_closed_and_recovers(keys: KeySet, issuer: Issuer, clock: Clock) -> None:
    issuer.status = 503
    for _ in range(10):
        with pytest.raises(IssuerUnreachable):
            keys.key("one")
    assert len(issuer.requests) == 1
    issuer.status = 200
    clock.now += jwks.COLD_COOLDOWN
    assert keys.key("one")


def test_nobody_listening_fails_closed(clock: Clock) -> None:
    with pytest.raises(IssuerUnreachable):
        KeySet("http://127.0.0.1:9/jwks", jwks.fetch, clock).key("one")


def test_a_redirect_is_not_followed(keys: KeySet, issuer: Issuer) -> None:
    issuer.status, issuer.location = 302, f"{issuer.url}/elsewhere"
    with pytest.raises(IssuerUnreachable):
        keys.key("one")
    assert issuer.requests == ["/jwks"]


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"keys": {}}', b'{"keys": []}', b"[" * 50_000, b" " * 70_000]
)
def test_an_answer_that_is_no_key_set_is_an_outage(
    keys: KeySet, issuer: Issuer, clock: Clock, body: bytes
) -> None:
    keys.key("one")
    issuer.body = body
    clock.now += jwks.FRESH + 1
    assert keys.key("one")


def test_only_rsa_signing_keys_of_a_decent_size_count(issuer: Issuer, key: rsa.RSAPrivateKey) -> None:
    issuer.keys["weak"] = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    listed = json.loads(issuer.document())["keys"]
    good = listed[0]
    odd = [
        {**good, "kid": "encrypts", "use": "enc"}, {**good, "kid": "pss", "alg": "PS256"},
        {**good, "kid": "secret", "kty": "oct"}, {**good, "kid": 7}, {**good, "kid": "broken", "n": "!", "e": "AA"},
        {"kty": "RSA", "kid": "empty"}, "not a key",
    ]  # fmt: skip
    assert jwks.signing_keys({"keys": [*odd, *listed]}) == {"one": key.public_key()}


@pytest.mark.parametrize(
    "url", ["http://issuer.example/jwks", "file:///etc/passwd", "ftp://127.0.0.1/jwks", ""]
)
def test_keys_come_over_https_or_from_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        KeySet(url, jwks.fetch)
