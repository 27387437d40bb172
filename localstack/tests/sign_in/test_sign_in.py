"""The local sign-in: tokens that any OIDC client verifies, and nothing for strangers' pages."""

import asyncio
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from localstack.sign_in.key import SigningKey
from localstack.sign_in.server import USERS, application

ISSUER, AUDIENCE, NOW = "http://127.0.0.1:8600/local", "greenlight-local", 1_795_000_000


def _ask(folder: Path, method: str, path: str, **how: Any) -> tuple[int, Any]:
    async def run() -> tuple[int, Any]:
        key = SigningKey.kept_in(folder / "state" / "key.pem")
        app = application(ISSUER, AUDIENCE, key, clock=lambda: NOW)
        async with (
            TestServer(app) as server,
            ClientSession() as client,
            client.request(method, server.make_url(path), **how) as answer,
        ):
            is_json = "json" in answer.content_type
            return answer.status, await (answer.json(content_type=None) if is_json else answer.text())

    return asyncio.run(run())


@pytest.mark.parametrize("user", sorted(USERS))
def test_each_demo_persons_token_verifies_against_the_published_key(tmp_path: Path, user: str) -> None:
    _, keys = _ask(tmp_path, "GET", "/local/jwks")
    _, answer = _ask(tmp_path, "POST", "/local/token", json={"user": user})
    token = answer["id_token"]
    key = jwt.PyJWK(keys["keys"][0])
    said = jwt.decode(
        token, key, algorithms=["RS256"], audience=AUDIENCE, issuer=ISSUER,
        options={"require": ["exp", "iat", "aud", "iss", "sub"], "verify_exp": False, "verify_iat": False},
    )  # fmt: skip
    assert (said["sub"], said["iat"], said["exp"], said["auth_time"]) == (user, NOW, NOW + 3600, NOW)
    assert jwt.get_unverified_header(token)["kid"] == keys["keys"][0]["kid"]


def test_a_token_is_bound_to_the_nonce_it_was_asked_with(tmp_path: Path) -> None:
    _, answer = _ask(tmp_path, "POST", "/local/token", json={"user": "viewer", "nonce": "n-0S6_WzA2Mj"})
    said = jwt.decode(answer["id_token"], options={"verify_signature": False})
    assert (said["sub"], said["nonce"]) == ("viewer", "n-0S6_WzA2Mj")


def test_the_key_survives_a_restart_and_is_the_owners_alone(tmp_path: Path) -> None:
    first, second = (SigningKey.kept_in(tmp_path / "key.pem") for _ in range(2))
    assert first.id == second.id
    assert (tmp_path / "key.pem").stat().st_mode & 0o777 == 0o600


def test_only_the_public_half_is_published(tmp_path: Path) -> None:
    _, keys = _ask(tmp_path, "GET", "/local/jwks")
    assert set(keys["keys"][0]) == {"e", "kty", "n", "kid", "use", "alg"}


@pytest.mark.parametrize(
    "how",
    [
        {"json": {"user": "nobody"}}, {"json": {"user": "customer", "nonce": 7}},
        {"json": {"user": "customer", "nonce": "n" * 257}}, {"json": {"user": ["customer"]}}, {"json": []},
        {"data": "not json"},
        {"data": '{"user": "customer"}', "headers": {"Content-Type": "text/plain"}},
    ],
)  # fmt: skip
def test_anything_but_json_naming_a_demo_person_is_refused(tmp_path: Path, how: dict[str, Any]) -> None:
    status, problem = _ask(tmp_path, "POST", "/local/token", **how)
    assert (status, problem["status"]) == (422, 422)


def test_discovery_names_what_is_served(tmp_path: Path) -> None:
    _, found = _ask(tmp_path, "GET", "/local/.well-known/openid-configuration")
    assert (found["issuer"], found["jwks_uri"]) == (ISSUER, f"{ISSUER}/jwks")


def test_the_page_offers_every_demo_person(tmp_path: Path) -> None:
    status, page = _ask(tmp_path, "GET", "/local/sign-in")
    assert status == 200
    assert all(f'"{user}"' in page for user in USERS)
