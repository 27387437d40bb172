"""The local sign-in: an OIDC issuer for five demo people, so that the same kind of token is verified as in production.

Never deployed. Everything is under `/local`; its RSA key is made once and kept in the state directory.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from infra.members import DEMO

from .key import SigningKey

LIFETIME = 3600
LONGEST_NONCE = 256
USERS = {member.sub: member for members in DEMO.values() for member in members}
PAGE = Path(__file__).with_name("page.html")


def claims(issuer: str, audience: str, user: str, now: int, nonce: str = "") -> dict[str, str | int | bool]:
    """An ID token's claims for a demo person, valid for an hour from `now` (epoch seconds)."""
    said: dict[str, str | int | bool] = {
        "iss": issuer,
        "aud": audience,
        "sub": user,
        "iat": now,
        "exp": now + LIFETIME,
        "auth_time": now,
        "email": USERS[user].email,
        "email_verified": True,
        "name": USERS[user].name,
    }
    return said | ({"nonce": nonce} if nonce else {})


def configuration(issuer: str) -> dict[str, str | list[str]]:
    """OpenID Connect Discovery 1.0, as far as an issuer of ID tokens alone has something to say."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/sign-in",
        "token_endpoint": f"{issuer}/token",
        "jwks_uri": f"{issuer}/jwks",
        "response_types_supported": ["id_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }


def application(
    issuer: str, audience: str, key: SigningKey, clock: Callable[[], float] = time.time
) -> web.Application:
    """The issuer's four addresses. `clock` in epoch seconds."""

    async def discover(_request: web.Request) -> web.Response:
        return web.json_response(configuration(issuer))

    async def keys(_request: web.Request) -> web.Response:
        return web.json_response({"keys": [key.public]}, headers={"Cache-Control": "max-age=300"})

    async def page(_request: web.Request) -> web.Response:
        names = {member.sub: f"{member.name}, {tenant}" for tenant, some in DEMO.items() for member in some}
        people = json.dumps(names).replace("<", "\\u003c")
        return web.Response(text=PAGE.read_text().replace("{{people}}", people), content_type="text/html")

    async def token(request: web.Request) -> web.Response:
        asked = await _asked(request)
        if asked is None:
            return _refusal(f'Send JSON {{"user": …, "nonce"?: …}} with one of {", ".join(USERS)}.')
        signed = key.sign(claims(issuer, audience, asked[0], int(clock()), asked[1]))
        return web.json_response({"id_token": signed}, headers={"Cache-Control": "no-store"})

    app = web.Application(client_max_size=4096)
    app.router.add_get("/local/.well-known/openid-configuration", discover)
    app.router.add_get("/local/jwks", keys)
    app.router.add_get("/local/sign-in", page)
    app.router.add_post("/local/token", token)
    return app


async def _asked(request: web.Request) -> tuple[str, str] | None:
    """A demo person's name, and the nonce to sign with it; only as JSON, which no foreign page can send here without
    asking first."""
    if request.content_type != "application/json":
        return None
    try:
        body = await request.json()
    except ValueError:
        return None
    said = body if isinstance(body, dict) else {}
    user, nonce = said.get("user"), said.get("nonce", "")
    if not isinstance(user, str) or user not in USERS:
        return None
    return (user, nonce) if isinstance(nonce, str) and len(nonce) <= LONGEST_NONCE else None


def _refusal(detail: str) -> web.Response:
    document = {"type": "about:blank", "title": "Invalid input", "status": 422, "detail": detail}
    return web.json_response(document, status=422, content_type="application/problem+json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--issuer", required=True)
    parser.add_argument("--audience", required=True)
    parser.add_argument("--key", type=Path, required=True)
    asked = parser.parse_args()
    app = application(asked.issuer, asked.audience, SigningKey.kept_in(asked.key))
    web.run_app(app, host="127.0.0.1", port=asked.port, print=None, access_log=None)
