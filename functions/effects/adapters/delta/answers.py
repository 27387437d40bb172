"""What the exchange said: its envelope (`success`, `result`, `error`, `meta`), or its gateway's, whose error is a text.

Codes come in several spellings for one thing (`InvalidApiKey`, `invalid_api_key`), so they are compared folded.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from functions.effects.adapters.protocol import Outcome

BEYOND_WORDS = re.compile(r"[^a-z0-9]")
LONGEST = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` 0: none came, and `outcome` says how sure it is that nothing was sent. `code` is folded, `said` is not.

    `is_json` is false for a page of a proxy, or half an answer.
    """

    outcome: Outcome
    status: int = 0
    is_json: bool = False
    success: bool = False
    result: Any = None
    code: str = ""
    said: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""
    retry_after: int = 0

    @property
    def good(self) -> bool:
        return self.success and self.status in (200, 201)

    @property
    def seen_address(self) -> str:
        """Ours, as the exchange saw it, where it says so."""
        for value in self.context.values():
            try:
                return str(ip_address(str(value)))
            except ValueError:
                continue
        return ""


def read(outcome: Outcome) -> Answer:
    """Of what a request came to; decimals are kept as they were written."""
    if outcome.status != "confirmed" or outcome.result is None:
        return Answer(outcome)
    status, retry_after = int(outcome.result["status_code"]), _wait(outcome.result["headers"])
    try:
        body = json.loads(outcome.result["body"], parse_float=str)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        return Answer(outcome, status, retry_after=retry_after)
    said, context = _error(body)
    meta = body.get("meta")
    return Answer(
        outcome, status, True, body.get("success") is True, body.get("result"), folded(said), said, context,
        after=str(meta.get("after") or "") if isinstance(meta, dict) else "", retry_after=retry_after,
    )  # fmt: skip


def folded(code: str) -> str:
    return BEYOND_WORDS.sub("", code.lower())


def _error(body: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    error = body.get("error")
    if isinstance(error, dict):
        context = error.get("context")
        return str(error.get("code") or "")[:LONGEST], context if isinstance(context, dict) else {}
    return (error[:LONGEST] if isinstance(error, str) else ""), body


def _wait(headers: Mapping[str, str]) -> int:
    """Seconds, from `X-RATE-LIMIT-RESET`, which has milliseconds."""
    left = headers.get("x-rate-limit-reset", "")
    return -(-int(left) // 1000) if left.isascii() and left.isdigit() else 0
