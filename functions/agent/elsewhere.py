"""The way to the platform for an agent that lives elsewhere: the same bodies over HTTPS, with two tokens."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from greenlight.errors import Unauthenticated

from .errors import PlatformFailed, Unreachable
from .ports import Json

if TYPE_CHECKING:
    import httpx2

TIMEOUT = 35.0  # seconds
_AGAIN = frozenset({429, 500, 502, 503, 504})
_Request = tuple[str, str, dict[str, Any]]


class Elsewhere:
    """`sign` makes a fresh agent JWT for each request (`tokens.sign_agent`); `client` is kept between requests.

    `check(signature, document)` raises Unauthenticated unless the platform signed that catalogue document.
    """

    def __init__(
        self, base_url: str, run_id: str, sign: Callable[[], str], client: "httpx2.Client",
        check: Callable[[str, bytes], None] = lambda *_: None,
    ) -> None:  # fmt: skip
        self._base = base_url.rstrip("/")
        self._run = quote(run_id, safe="")
        self._sign = sign
        self._client = client
        self._check = check

    def __call__(self, function: str, body: Json) -> dict[str, Any]:
        import httpx2

        method, path, content = _REQUESTS[function](self._run, body)
        headers = content.pop("headers", {}) | {
            "Authorization": f"Bearer {self._sign()}", "X-Run-Token": str(body["run_token"]),
        }  # fmt: skip
        try:
            answer = self._client.request(
                method, self._base + path, headers=headers, timeout=TIMEOUT, follow_redirects=False, **content
            )
        except httpx2.TransportError as error:
            raise Unreachable(f"{function}: {type(error).__name__}") from error
        if function == "capabilities" and answer.status_code == 200:
            self._genuine(answer)
        return _read(function, answer)

    def _genuine(self, answer: "httpx2.Response") -> None:
        try:
            self._check(answer.headers.get("X-JWS-Signature", ""), answer.content)
        except Unauthenticated as error:
            raise PlatformFailed(
                "catalogue_forged", "The catalogue is not signed by the platform."
            ) from error


def _append(run: str, body: Json) -> _Request:
    if body["op"] == "claim":
        return "POST", f"/internal/runs/{run}/claim", {"json": _without(body, "run_token", "op")}
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in body["events"])
    kind = {"Content-Type": "application/x-ndjson"}
    path = f"/internal/runs/{run}/events?batch={body['batch']}"
    return "POST", path, {"content": lines.encode(), "headers": kind}


def _execute(_: str, body: Json) -> _Request:
    path = f"/internal/tools/{body.get('op', 'execute')}"
    return "POST", path, {"json": _without(body, "run_token", "op")}


def _capabilities(_: str, body: Json) -> _Request:
    if "domain" in body:
        return "GET", f"/capabilities/{quote(body['domain'], safe='')}", {}
    held = {"If-None-Match": f'"{body["etag"]}"'} if body.get("etag") else {}
    return "GET", "/capabilities", {"headers": held}


_REQUESTS: dict[str, Callable[[str, Json], _Request]] = {
    "thread_append": _append,
    "executor": _execute,
    "capabilities": _capabilities,
}


def _without(body: Json, *names: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}


def _read(function: str, answer: "httpx2.Response") -> dict[str, Any]:
    if answer.status_code in _AGAIN:
        raise Unreachable(f"{function}: {answer.status_code}")
    if answer.status_code == 304:
        return {"ok": True, "not_modified": True, "hash": answer.headers["ETag"].strip('W/"')}
    try:
        read = answer.json()
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise PlatformFailed("platform_fault", "The platform gave an answer that makes no sense.")
    return {"ok": True, **read} if answer.is_success else {"ok": False, "problem": read}
