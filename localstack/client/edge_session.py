"""Signing in at the local edge and speaking HTTP with it: standard library only, so that any environment can."""

import asyncio
import json
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]


class HttpRefused(Exception):
    """An answer of 400 or more; `problem` is its RFC 9457 body where it had one."""

    def __init__(self, status: int, problem: Json) -> None:
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP {status}")
        self.status = status
        self.problem = problem


class EdgeSession:
    """A person at an edge: fetches his ID token once, and again when it is no longer accepted."""

    def __init__(self, edge_url: str, user: str = "customer", *, timeout: float = 15) -> None:
        self.edge_url = edge_url.rstrip("/")
        self.user = user
        self._timeout = timeout
        self.token = ""

    @property
    def socket_url(self) -> str:
        scheme, rest = self.edge_url.split("://", 1)
        return f"{'wss' if scheme == 'https' else 'ws'}://{rest}/realtime"

    async def ticket(self) -> str:
        """A fresh single-use ticket for the socket. Raises HttpRefused, OSError."""
        return str((await self.call("POST", "/api/v1/ws-ticket", {}))["ticket"])

    async def call(self, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
        """A JSON request as this person; a refused token is renewed once. Raises HttpRefused, OSError."""
        fresh = not self.token
        if fresh:
            await self.sign_in()
        try:
            return await self._exchange(
                method, path, body, {"Authorization": f"Bearer {self.token}", **headers}
            )
        except HttpRefused as refused:
            if refused.status != 401 or fresh:
                raise
        await self.sign_in()
        return await self._exchange(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})

    async def sign_in(self) -> None:
        answer = await self._exchange("POST", "/local/token", {"user": self.user}, {})
        self.token = str(answer["id_token"])

    async def _exchange(self, method: str, path: str, body: Json | None, headers: dict[str, str]) -> Json:
        status, answer = await asyncio.to_thread(self._request, method, path, body, headers)
        if status >= 400:
            raise HttpRefused(status, answer)
        return answer

    def _request(
        self, method: str, path: str, body: Json | None, headers: dict[str, str]
    ) -> tuple[int, Json]:
        parts = urlsplit(self.edge_url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "127.0.0.1", parts.port, timeout=self._timeout)
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, {"Content-Type": "application/json", **headers})
            answer = connection.getresponse()
            return answer.status, _parsed(answer.read())
        finally:
            connection.close()


def _parsed(raw: bytes) -> Json:
    try:
        value = json.loads(raw or b"{}")
    except ValueError:
        return {"detail": raw.decode(errors="replace")[:300]}
    return value if isinstance(value, dict) else {"items": value}
