"""The loop: ask the model, carry its tool calls to the executor, hand the results back, until it has said its piece."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from greenlight import agui
from greenlight.catalogue import tool_name

from .answer import Answer, Call
from .errors import LegFailed
from .flush import Flusher
from .meter import Meter
from .ports import Brief, Json, Message, Model, Platform
from .prompt import compose
from .tools import LOAD, Toolbox

SLACK = 8  # pieces that are no tokens: the finish, the usage, the empty first one of some servers


@dataclass
class Leg:
    """One leg of a run, from its brief to its last word. `deadline` is in the seconds of `now`."""

    brief: Brief
    platform: Platform
    model: Model
    toolbox: Toolbox
    out: Flusher
    now: Callable[[], float]
    deadline: float
    meter: Meter = field(default_factory=Meter)

    def run(self) -> None:
        """Raises LegFailed where it cannot go on, RunClosed where nobody wants it to."""
        self.toolbox.open(self.brief.catalogue_hash, self.brief.loaded)
        messages = compose(self.brief, self.toolbox.lines, self.toolbox.docs)
        for step in range(1, self.brief.limits.steps + 1):
            answer = self._ask(step, messages)
            if not answer.calls:
                return
            messages.append(answer.as_message())
            for call in answer.calls:
                content = self._load(call) if call.name == LOAD else self._execute(call)
                messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
        raise LegFailed("too_many_steps", f"Stopped after {self.brief.limits.steps} steps without an answer.")

    def _ask(self, step: int, messages: list[Message]) -> Answer:
        tokens = self.brief.limits.output_tokens - self.meter.output
        seconds = self._seconds_left()
        _within(tokens, 1)
        answer = Answer(f"{self.brief.agui_run_id}.{step}", self.out.add, self.toolbox.shown)
        self.meter.steps += 1
        try:
            with closing(
                self.model.stream(messages, self.toolbox.definitions, tokens=tokens, seconds=seconds)
            ) as pieces:
                for count, piece in enumerate(pieces):
                    answer.take(piece)
                    self._seconds_left()
                    _within(tokens + SLACK, count)
            answer.settle()
        finally:
            self.meter.add(answer.usage)
            answer.close()
        return self._checked(answer)

    def _checked(self, answer: Answer) -> Answer:
        if answer.finish == "length":
            raise _too_long()
        if answer.finish == "content_filter":
            raise LegFailed("content_filter", "The model's provider withheld the answer.")
        return answer

    def _load(self, call: Call) -> str:
        domain = str(_arguments(call).get("domain", ""))
        step = f"{LOAD}:{domain[:64]}"
        self.out.add(agui.step_started(step))
        content = self.toolbox.load(domain)
        self.out.add(agui.step_finished(step))
        return content

    def _execute(self, call: Call) -> str:
        """The executor must find the call among the thread's events, so they go out first."""
        arguments = _arguments(call)
        self.out.drain()
        self._seconds_left()
        self.meter.tools += 1
        answer = self.platform.execute(call.call_id, tool_name(call.name), arguments)
        return _for_the_model(answer)

    def _seconds_left(self) -> float:
        left = self.deadline - self.now()
        if left <= 0:
            raise LegFailed("out_of_time", "Stopped: this took longer than a turn may take.")
        return left


def _too_long() -> LegFailed:
    return LegFailed("token_limit", "Stopped: the answer grew longer than a turn may be.")


def _within(tokens: int, pieces: int) -> None:
    """A piece is at least a token: the bound for servers that neither keep to a limit nor count."""
    if pieces > tokens:
        raise _too_long()


def _arguments(call: Call) -> dict[str, Any]:
    try:
        read = json.loads(call.arguments or "{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise LegFailed(
            "malformed_arguments", f"The model called {call.name[:64]} with arguments that are not JSON."
        )
    return read


def _for_the_model(answer: Json) -> str:
    """A result or a refusal, as JSON text that the model reads; a refusal says what to put right."""
    match answer.get("status"):
        case "ok":
            said: Any = answer.get("result")
        case "refused":
            said = {"ok": False, "refused": True} | _given(answer, "detail", "problems")
        case "denied":
            said = {"ok": False, "denied": True} | _given(answer, "rule", "detail")
        case "approval_required":
            raise LegFailed(
                "approval_unavailable", "This needs a person's approval, which cannot be asked for yet."
            )
        case _:
            raise LegFailed("platform_fault", "The platform gave an answer that makes no sense.")
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _given(answer: Json, *names: str) -> dict[str, Any]:
    return {name: answer[name] for name in names if name in answer}
