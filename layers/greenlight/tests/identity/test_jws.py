"""Whatever is not a plain RS256 token with sound claims is refused, and the refusal never repeats it."""

import hmac
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from greenlight import jws
from greenlight.errors import Unauthenticated


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    said = {"iss": "us", "aud": "them", "sub": "who", "iat": now, "exp": now + 600} | changes
    return {name: value for name, value in said.items() if value is not None}


def checked(token: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
    jws.header(token)
    return jws.claims(token, key.public_key(), audience="them", issuer="us")


def signed(key: rsa.RSAPrivateKey, headers: dict[str, Any] | None = None, **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm="RS256", headers=headers)


def unsigned(header: object, payload: object) -> str:
    return ".".join([*(jws.encode(json.dumps(part).encode()) for part in (header, payload)), "c2ln"])


def test_a_sound_token_gives_its_claims(key: rsa.RSAPrivateKey) -> None:
    assert checked(signed(key), key)["sub"] == "who"


def test_two_clocks_may_differ_by_half_a_minute_and_no_more(key: rsa.RSAPrivateKey) -> None:
    now = int(time.time())
    assert checked(signed(key, exp=now - 20), key)
    with pytest.raises(Unauthenticated, match="expired"):
        checked(signed(key, exp=now - 31), key)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"exp": 1_600_000_000}, "expired"),
        ({"exp": None}, "lacks a required claim"),
        ({"iat": None}, "lacks a required claim"),
        ({"sub": None}, "lacks a required claim"),
        ({"aud": None}, "lacks a required claim"),
        ({"iss": None}, "lacks a required claim"),
        ({"aud": "somebody"}, "meant for somebody else"),
        ({"aud": ["them", "somebody"]}, "meant for somebody else"),
        ({"iss": "somebody"}, "issued by somebody else"),
        ({"exp": "1999999999"}, "whole seconds"),
        ({"exp": 1_999_999_999.5}, "whole seconds"),
        ({"exp": float("inf")}, "not valid"),
        ({"exp": float("nan")}, "not valid"),
        ({"exp": True}, "expired"),
        ({"iat": "1600000000"}, "whole seconds"),
        ({"iat": 1_999_999_999}, "not valid yet"),
        ({"nbf": 1_999_999_999}, "not valid yet"),
        ({"sub": 7}, "not valid"),
    ],
)
def test_an_unsound_claim_is_refused(key: rsa.RSAPrivateKey, changes: dict[str, Any], reason: str) -> None:
    payload = claims(**changes)
    token = jws.sign(payload, "k", lambda data: _rs256(key, data))
    with pytest.raises(Unauthenticated, match=reason) as refused:
        checked(token, key)
    assert token.split(".")[1] not in str(refused.value)


def _rs256(key: rsa.RSAPrivateKey, data: bytes) -> bytes:
    signature: bytes = jwt.algorithms.RSAAlgorithm(jwt.algorithms.RSAAlgorithm.SHA256).sign(data, key)
    return signature


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u", "x5c"])
def test_a_token_may_not_bring_its_own_key(key: rsa.RSAPrivateKey, name: str) -> None:
    with pytest.raises(Unauthenticated, match="not signed in a way"):
        jws.header(signed(key, headers={name: "https://evil.example/keys"}))


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS512", "PS256"])
def test_another_algorithm_is_refused(algorithm: str) -> None:
    with pytest.raises(Unauthenticated, match="not signed in a way"):
        jws.header(unsigned({"alg": algorithm, "typ": "JWT"}, claims()))


def test_our_public_key_is_no_shared_secret(key: rsa.RSAPrivateKey) -> None:
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = unsigned({"alg": "HS256", "typ": "JWT"}, claims()).rpartition(".")[0]
    with pytest.raises(Unauthenticated, match="not signed in a way"):
        checked(f"{body}.{jws.encode(hmac.digest(pem, body.encode(), 'sha256'))}", key)


def test_the_algorithm_is_checked_again_where_the_signature_is(key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(Unauthenticated, match="not valid"):
        jws.claims(unsigned({"alg": "none"}, claims()), key.public_key(), audience="them", issuer="us")


def test_a_foreign_signature_is_refused(key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey) -> None:
    with pytest.raises(Unauthenticated, match="not valid"):
        checked(signed(other_key), key)


def test_a_changed_claim_breaks_the_signature(key: rsa.RSAPrivateKey) -> None:
    head, _, seal = signed(key).split(".")
    with pytest.raises(Unauthenticated, match="not valid"):
        checked(f"{head}.{jws.encode(json.dumps(claims(sub='admin')).encode())}.{seal}", key)


@pytest.mark.parametrize(
    "junk",
    ["", ".", "..", "a.b.c", "é.é.é", "\ud800.a.b", "x" * 9000, unsigned([], {}), unsigned("RS256", {}),
     unsigned({"alg": ["RS256"]}, {}), unsigned({"alg": "RS256", "kid": 7}, {}),
     f"{jws.encode(b'[' * 5000)}.e30.c2ln"],
)  # fmt: skip
def test_junk_is_refused_and_never_breaks_the_door(junk: str) -> None:
    with pytest.raises(Unauthenticated):
        jws.header(junk)


def test_a_detached_signature_covers_exactly_its_bytes(key: rsa.RSAPrivateKey) -> None:
    document = b"x" * 9000
    signature = jws.sign_detached(document, "platform", lambda data: _rs256(key, data))
    jws.verify_detached(signature, document, key.public_key())
    with pytest.raises(Unauthenticated, match="does not match"):
        jws.verify_detached(signature, document + b" ", key.public_key())
    with pytest.raises(Unauthenticated):
        jws.verify_detached("no signature", document, key.public_key())
