"""The platform as the agent knows it: six questions, asked over any transport, as often as an answer needs."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from greenlight.agui import Event

from .errors import NoSuch, PlatformFailed, Unreachable
from .ports import Brief, Index, Json, Skill

Hop = Callable[[str, Json], dict[str, Any]]
ATTEMPTS = 4
PAUSE = 0.15  # seconds before the second attempt; three times as long before each next one


class LivePlatform:
    """`hop(function, body)` asks one internal Lambda, or its REST twin, and raises Unreachable if no answer came.

    Every question is idempotent (a batch by its number, a tool call by its id), so it is simply asked again.
    """

    def __init__(
        self, hop: Hop, run_token: str, run_id: str, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._hop = hop
        self._token = run_token
        self._run_id = run_id
        self._pause = pause

    def claim(self, invocation_id: str, deadline: float) -> Brief | None:
        body = {"op": "claim", "invocation_id": invocation_id, "deadline": int(deadline)}
        answer = _agreed(self._ask("thread_append", body))
        return Brief.of(answer["context"]) if answer["claimed"] else None

    def append(self, batch: int, events: Sequence[Event]) -> bool:
        answer = _agreed(self._ask("thread_append", {"op": "append", "batch": batch, "events": list(events)}))
        return bool(answer["closed"])

    def execute(self, call_id: str, tool: str, arguments: Json) -> Json:
        body = {"run_id": self._run_id, "call_id": call_id, "tool": tool, "arguments": arguments}
        answer = self._ask("executor", body)
        return _agreed(answer) if "problem" in answer else answer

    def review(self, kind: str, call_id: str, arguments: Json) -> Json:
        body = {
            "op": "review",
            "run_id": self._run_id,
            "kind": kind,
            "call_id": call_id,
            "arguments": arguments,
        }
        answer = self._ask("executor", body)
        return _agreed(answer) if "problem" in answer else answer

    def park(self, loaded: Sequence[str], usage: Sequence[Json]) -> None:
        body = {"op": "park", "run_id": self._run_id, "loaded": list(loaded), "usage": list(usage)}
        _agreed(self._ask("executor", body))

    def index(self, etag: str) -> Index:
        answer = _agreed(self._ask("capabilities", {"etag": etag} if etag else {}))
        if answer.get("not_modified"):
            return Index(answer["hash"], None)
        return Index(answer["hash"], tuple((line["name"], line["about"]) for line in answer["index"]))

    def skill(self, domain: str) -> Skill:
        answer = self._ask("capabilities", {"domain": domain})
        if not answer.get("ok"):
            raise NoSuch(_detail(answer))
        return Skill(answer["hash"], tuple(answer["tools"]), answer["doc"])

    def _ask(self, function: str, body: Json) -> dict[str, Any]:
        pause = PAUSE
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._hop(function, {"run_token": self._token, **body})
            except Unreachable:
                if attempt == ATTEMPTS:
                    break
            self._pause(pause * random.uniform(0.5, 1))
            pause *= 3
        raise PlatformFailed("platform_unreachable", "The platform did not answer; nothing more was done.")


def _agreed(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("ok") is not True:
        raise PlatformFailed("platform_refused", _detail(answer))
    return answer


def _detail(answer: Json) -> str:
    return str((answer.get("problem") or answer).get("detail") or "The platform refused.")
