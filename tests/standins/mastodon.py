"""Mastodon's stand-in: statuses under an Idempotency-Key, an account, and what was posted, as source texts."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .served import Call, No, Reply, Served

ACCOUNT = "4711"
KEYS = {"status", "language", "visibility"}


@dataclass
class MastodonStandIn(Served):
    """`statuses` oldest first; `readable` is whether the token may read too."""

    statuses: list[dict[str, Any]] = field(default_factory=list)
    by_key: dict[str, dict[str, Any]] = field(default_factory=dict)
    readable: bool = True

    def error(self, status: str, text: str) -> No:
        return No(status, {"error": text})

    def served(self, call: Call) -> Reply:
        if (call.method, call.path) == ("POST", "/api/v1/statuses"):
            return Reply("200 OK", self._shown(self._posted(call)))
        if call.method == "GET" and not self.readable:
            raise self.error("403 Forbidden", "This action is outside the authorized scopes")
        if (call.method, call.path) == ("GET", "/api/v1/accounts/verify_credentials"):
            return Reply("200 OK", {"id": ACCOUNT, "username": "clinic"})
        if (call.method, call.path) == ("GET", f"/api/v1/accounts/{ACCOUNT}/statuses"):
            newest = self.statuses[::-1][: int(call.query["limit"])]
            return Reply("200 OK", [self._shown(one) for one in newest])
        found = re.fullmatch(r"/api/v1/statuses/(\d+)/source", call.path)
        if call.method == "GET" and found:
            (status,) = [one for one in self.statuses if one["id"] == found[1]]
            return Reply("200 OK", {"id": status["id"], "text": status["text"], "spoiler_text": ""})
        raise self.error("404 Not Found", "Record not found")

    def post(self, text: str, at: float) -> None:
        """Somebody posts this by hand."""
        self._kept(text, at)

    def _posted(self, call: Call) -> dict[str, Any]:
        key, body = call.headers.get("idempotency-key", ""), call.json
        if not re.fullmatch(r"[a-z0-9]{32}", key) or set(body) != KEYS:
            raise self.error("422 Unprocessable Entity", "Validation failed: unknown or missing parameters")
        if body["visibility"] not in {"public", "unlisted"} or not re.fullmatch(
            "[a-z]{2,3}", body["language"]
        ):
            raise self.error("422 Unprocessable Entity", "Validation failed: visibility or language")
        text = body["status"]
        if not text.strip() or len(re.sub(r"https?://\S+", "x" * 23, text)) > 500:
            raise self.error(
                "422 Unprocessable Entity", "Validation failed: Text character limit of 500 exceeded"
            )
        if key not in self.by_key:
            self.by_key[key] = self._kept(text, call.request.at)
        return self.by_key[key]

    def _kept(self, text: str, at: float) -> dict[str, Any]:
        status = {"id": str(100 + len(self.statuses)), "text": text, "at": at}
        self.statuses.append(status)
        return status

    def _shown(self, status: dict[str, Any]) -> dict[str, Any]:
        """Its content is HTML, as theirs is: nobody can compare that with what was sent."""
        at = (
            datetime.fromtimestamp(status["at"], UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z")
        )
        return {
            "id": status["id"], "created_at": at, "url": f"{self.url}/@clinic/{status['id']}", "content": "<p>…</p>",
        }  # fmt: skip
