"""Faults on demand, so that tests can see what a model's bad day does to a run."""

from dataclasses import dataclass, field, replace
from typing import Any

MODES = {"ok", "down", "slow", "cut", "error500", "error429", "garbled_args", "unknown_tool"}
SLOW_SECONDS = 30.0


@dataclass
class Faults:
    """What is switched on: the `mode` for the next `times` requests (None: until changed) that mention `match`."""

    mode: str = "ok"
    times: int | None = None
    match: str = ""
    seconds: float = SLOW_SECONDS
    requests: int = 0
    chunks: int = 0
    last: list[dict[str, int]] = field(default_factory=list)

    def switch(self, wanted: dict[str, Any]) -> None:
        """Raises ValueError for an unknown mode."""
        mode = wanted.get("mode", "ok")
        if mode not in MODES:
            raise ValueError(f"mode is one of {', '.join(sorted(MODES))}")
        self.mode, self.times = mode, wanted.get("times")
        self.match = str(wanted.get("match", ""))
        self.seconds = float(wanted.get("seconds", SLOW_SECONDS))

    def next(self, header: str, text: str) -> str:
        """The fault of this request: its own header's, or the one switched on."""
        if header:
            return header if header in MODES else "ok"
        if self.mode == "ok" or self.times == 0 or (self.match and self.match not in text):
            return "ok"
        if self.times is not None:
            self.times -= 1
        return self.mode

    def seen(self, entry: dict[str, int]) -> None:
        """Remember the size of a request; the last hundred are kept."""
        self.requests += 1
        self.last = [*self.last[-99:], entry]


def spoil(reply: Any, mode: str) -> Any:
    """The reply as a bad model would give it."""
    if mode == "garbled_args" and reply.tool:
        return replace(reply, arguments=reply.arguments[: max(1, len(reply.arguments) // 2)])
    if mode == "unknown_tool":
        return replace(reply, text="", tool="no_such__tool", arguments="{}")
    return reply
