"""What a network's answer means for the ledger: made, turned down, turned away unread, or who knows.

2xx with an id       confirmed
2xx without one      unknown: it was taken, and we cannot say as what
429, or its like     not_sent: turned away unread; `retry_after` in seconds, where it is told
401                  failed, and the credential is refused
408, 409, and 3xx    unknown: said by something on the way, or after it was made (a 303 is)
other 4xx            failed: told to be wrong, so nothing was made
5xx                  unknown: it may have broken after it was made
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from functions.effects.adapters.protocol import Outcome

Answer = Mapping[str, Any]  # {status_code, body, headers}, as the egress took it in
Made = tuple[str, str]  # the network's own id of the post, and where it is shown
LONGEST = 300  # characters of what a network says of an error
UNSURE = frozenset({408, 409})
HALF = re.compile("[\ud800-\udfff]")  # JSON can spell them, and UTF-8, so no table, can carry them


def judged(outcome: Outcome, made: Callable[[Answer], Made], told: Callable[[Any], str]) -> Outcome:
    """`made` finds the post in a good answer (empty texts: it does not say), `told` the words of an error's JSON."""
    if outcome.status != "confirmed" or outcome.result is None:
        return outcome
    answer, status = outcome.result, int(outcome.result["status_code"])
    said = told(parsed(answer))[:LONGEST]
    words = f"It answered {status}{': ' + said if said else ''}."
    if status < 300:
        return _made(status, made(answer))
    if status == 429:
        result = {"status_code": status, "retry_after": retry_after(answer["headers"], time.time())}
        return Outcome(
            "not_sent", result, f"{words} It was turned away for the moment; nothing was published."
        )
    if status < 400 or status >= 500 or status in UNSURE:
        return Outcome("unknown", {"status_code": status}, f"{words} It may have been published.")
    return Outcome(
        "failed", {"status_code": status}, f"{words} Nothing was published.", refused=status == 401
    )


def _made(status: int, made: Made) -> Outcome:
    external_id, url = made
    if not external_id:
        return Outcome("unknown", {"status_code": status}, f"It answered {status}, without saying as what.")
    return Outcome("confirmed", {"status_code": status, "external_id": external_id, "url": url})


def parsed(answer: Answer) -> Any:
    """The body's JSON, or an empty object where there is none."""
    try:
        return json.loads(answer["body"])
    except (ValueError, RecursionError):
        return {}


def text_of(parsed: Any, *path: str) -> str:
    """A text within an answer, or an id as one; empty where there is none. Half characters are replaced."""
    for name in path:
        parsed = parsed.get(name) if isinstance(parsed, Mapping) else None
    told = str(parsed) if isinstance(parsed, str | int) and not isinstance(parsed, bool) else ""
    return HALF.sub("\N{REPLACEMENT CHARACTER}", told)


def retry_after(headers: Mapping[str, str], now: float) -> int:
    """Seconds from now, by Retry-After (RFC 9110 §10.2.3, in seconds) or a reset (epoch, or ISO 8601); 60 untold."""
    small = {name.lower(): value for name, value in headers.items()}
    if small.get("retry-after", "").isdecimal():
        return int(small["retry-after"])
    reset = small.get("x-rate-limit-reset") or small.get("x-ratelimit-reset") or ""
    if reset.isdecimal():
        return max(1, int(int(reset) - now))
    try:
        return max(1, int(datetime.fromisoformat(reset.replace("Z", "+00:00")).timestamp() - now))
    except (ValueError, OverflowError):
        return 60
