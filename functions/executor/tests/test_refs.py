"""Secrets never stand in an action: by name, by shape, however they are wrapped; and plain words may."""

import base64
import json
import time
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from functions.executor.bus import decide
from functions.executor.bus.refs import refs_only

from .scenes import CREATE, SEND, by_hand, scene

VALUE = "hunter2-Zq81"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJlLWJ5dGVz"
RANDOM = "q8Zt1Lw0Pv7Xc3Rb9Ny5Kd2Gh6Jf4Ms8"


def b64(value: Any) -> str:
    return base64.b64encode((value if isinstance(value, str) else json.dumps(value)).encode()).decode()


def refused(arguments: dict[str, Any]) -> str:
    said = refs_only(scene(replace(CREATE, arguments=arguments)))
    return said.detail if said else ""


@pytest.mark.parametrize("name", [
    "password", "Password", "PASSWORD", "pass_word", "user-password", "passwd", "passphrase", "secret",
    "clientSecret", "client_secret", "token", "accessToken", "ACCESS_TOKEN", "refresh token", "api_key", "apiKey",
    "API-KEY", "X-Api-Key", "authorization", "Authorization", "Proxy-Authorization", "bearer", "private_key",
    "secretAccessKey", "cookie", "Set-Cookie", "pin", "jwt", "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44",
    "p\u0430ssword", "s\u0435cret", "p\u00e1ssword", "p.a.s.s.w.o.r.d", "credentials",
])  # fmt: skip
def test_a_field_with_a_secrets_name_is_refused_in_any_spelling(name: str) -> None:
    assert refused({name: VALUE})


@pytest.mark.parametrize("value", [
    "sk-proj-a1b2c3d4e5f6g7h8i9", "sk_live_51Habcdefghijklmn", "gl_live_0123456789abcdef", "wk_test_01234567_abc",
    "AKIAIOSFODNN7EXAMPLE", "ghp_0123456789abcdefghijABCDEFGHIJ", "github_pat_11ABCDEFG0123456789ab",
    "xoxb-1234567890-abcdef", "AIza" + "a1" * 18, "whsec_" + "a1" * 12, JWT, f"Bearer {RANDOM}", f"bearer  {RANDOM}",
    "Basic dXNlcjpwYXNzd29yZA==", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "-----BEGIN PRIVATE KEY-----",
    "it is in the middle: AKIAIOSFODNN7EXAMPLE of the text",
])  # fmt: skip
def test_a_value_of_a_known_shape_is_refused_under_any_name(value: str) -> None:
    assert refused({"text": value})
    assert refused({"list": [1, {"deep": [value]}]})
    assert refused({"text": b64(value)})
    assert refused({value: "as a name"})


@pytest.mark.parametrize("wrapped", [
    {"password": VALUE}, {"a": {"b": [{"Password": VALUE}]}}, {"password": {"value": VALUE}},
    {"password": ["a", VALUE]}, {"password": 12345678}, {"body": json.dumps({"password": VALUE})},
    {"body": json.dumps([{"x": json.dumps({"api_key": VALUE})}])}, {"body": b64({"password": VALUE})},
    {"body": b64({"password": VALUE}).rstrip("=")}, {"body": b64(b64({"password": VALUE}))},
    {"body": base64.urlsafe_b64encode(json.dumps({"password": VALUE, "x": "~~~???"}).encode()).decode()},
    {"body": f"user=x&password={VALUE}"}, {"body": f"password={VALUE}&password="},
    {"body": f'{{"password": "{VALUE}", "password": null}}'}, {"body": f"p={quote(json.dumps({'token': VALUE}))}"},
    {"url": f"https://user:{VALUE}@api.example.com/"}, {"url": f"https://api.example.com/?api_key={VALUE}"},
    {"url": f"https://api.example.com/?a=1#access_token={VALUE}"},
    {"url": f"https://api.example.com/{quote(b64({'password': VALUE}), safe='')}/x"},
    {"text": f"look at https://api.example.com/?token={VALUE} please"},
    {"headers": {"X-Session-Key": RANDOM}}, {"headers": {"signature": RANDOM}},
    {"headers": [{"name": "x", "key": RANDOM}]},
])  # fmt: skip
def test_a_secret_is_found_however_it_is_wrapped(wrapped: dict[str, Any]) -> None:
    detail = refused(wrapped)
    assert detail
    assert VALUE not in detail
    assert RANDOM not in detail


@pytest.mark.parametrize("arguments", [
    {"text": "hello"}, {"credential_ref": "cred_01J0000000000000000000000"}, {"credentialRef": "cred_1"},
    {"text": "The secret of a good run: sleep. My password is safe."}, {"max_tokens": 4096}, {"token_count": 7},
    {"next_token": "eyJwayI6MX0"}, {"secretary": "Ann"}, {"password": ""}, {"password": None}, {"token": True},
    {"key": "day"}, {"author": "Ann"}, {"design": "a long line of words that says nothing at all"},
    {"content": "sk-learn-and-scikit-learn-are-one"}, {"id": "run_01J8ZQ4T6V9W2X3Y5Z7A8B9C0D"},
    {"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    {"url": "https://api.example.com/v1/documentation/weights?from=2026-01-01&to=2026-02-01"},
    {"url": "https://example.com/?next=https%3A%2F%2Fexample.com%2Fa%3Fb%3Dc"},
    {"body": json.dumps({"rows": [{"day": "2026-01-01", "kg": 82.5}]})}, {"text": b64("only plain words, encoded")},
    {"text": "a=b"}, {"text": '"'}, {"text": "{"}, {"text": "http://[::1"}, {}, {"list": []},
])  # fmt: skip
def test_plain_words_and_references_pass(arguments: dict[str, Any]) -> None:
    assert refused(arguments) == ""


def test_the_refusal_says_where_and_never_what() -> None:
    assert refused({"headers": {"X-Api-Key": VALUE}}).startswith("/headers/X-Api-Key looks like a secret")
    said = decide(scene(replace(SEND, arguments={"headers": {"AKIAIOSFODNN7EXAMPLE": "x"}})))
    assert (said.decision, said.rule) == ("deny", "refs_only")
    assert "AKIA" not in said.detail


def test_what_is_nested_deeper_than_anybody_needs_is_taken_for_hidden() -> None:
    deep: Any = "plain"
    for _ in range(20):
        deep = [deep]
    assert refused({"text": deep})
    wrapped = "plain words, nothing more"
    for _ in range(8):
        wrapped = b64(wrapped)
    assert refused({"text": wrapped})


def test_a_persons_own_hand_is_looked_at_too() -> None:
    assert refs_only(by_hand(replace(CREATE, arguments={"password": VALUE})))


@pytest.mark.parametrize("piece", [
    "sk-", "eyJ-", "-----BEGIN ", "a" * 64, "a://x?y=", "Bearer ", "{", "[", '"', "a=b&", "QUJD", " ", "%7B", "q=http://h/?",
])  # fmt: skip
def test_a_long_text_is_searched_in_no_time(piece: str) -> None:
    """128 KB, what a form may send, in seconds of this thread's own work; the bound is far above what it takes, and far
    below what backtracking would."""
    began = time.thread_time()
    refused({"text": (piece * (128 * 1024))[: 128 * 1024]})
    assert time.thread_time() - began < 3
