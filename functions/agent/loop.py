"""The loop: ask the model, carry its tool calls to the executor, hand the results back, until it has said its piece."""

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from greenlight import agui
from greenlight.catalogue import tool_name

from .answer import Answer, Call
from .audit import Audit, Emit
from .errors import LegFailed
from .flush import Flusher
from .meter import Meter
from .ports import Brief, Json, Message, Model, Platform
from .prompt import compose
from .results import for_the_model
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

    def run(self) -> bool:
        """True once the model has said its piece; False where the run waits: its last word is the platform's then.

        Raises LegFailed where it cannot go on, RunClosed where nobody wants it to.
        """
        self.toolbox.open(self.brief.catalogue_hash, self.brief.loaded)
        messages = compose(self.brief, self.toolbox.lines, self.toolbox.docs)
        audit = Audit(self.brief, self.platform)
        if not audit.reads(messages, self.toolbox.definitions):
            return self._park()
        for step in range(1, self.brief.limits.steps + 1):
            answer = self._ask(step, messages, audit.shown(self.out.add))
            if not answer.calls:
                return audit.says(answer.text, self.out.add) or self._park()
            opened = len(self.toolbox.loaded)
            messages.append(answer.as_message())
            asked = self._carry_out(answer, messages)
            if audit.one_answer and not asked:
                _moved_on(answer, len(self.toolbox.loaded) > opened)
            if asked or audit.one_answer:
                return self._park()
        raise LegFailed("too_many_steps", f"Stopped after {self.brief.limits.steps} steps without an answer.")

    def _park(self) -> bool:
        """Everything said so far is stored before the leg is shut behind it."""
        self.out.drain()
        self.platform.park(self.toolbox.loaded, self.meter.usage() or [])
        return False

    def _carry_out(self, answer: Answer, messages: list[Message]) -> bool:
        """Every call of the step, the results among the messages; True if a person is asked about one of them.

        All are read before the first acts: a step that makes no sense does nothing by halves.
        """
        asked = False
        for call, arguments in [(call, _arguments(call)) for call in answer.calls]:
            content = self._load(arguments) if call.name == LOAD else self._execute(call, arguments)
            if content is None:
                asked = True
            else:
                messages.append({"role": "tool", "tool_call_id": call.id, "content": content})
        return asked

    def _ask(self, step: int, messages: list[Message], emit: Emit) -> Answer:
        tokens = self.brief.limits.output_tokens - self.meter.output
        seconds = self._seconds_left()
        _within(tokens, 1)
        answer = Answer(f"{self.brief.agui_run_id}.{step}", emit, self.toolbox.shown)
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

    def _load(self, arguments: Json) -> str:
        domain = str(arguments.get("domain", ""))
        step = f"{LOAD}:{domain[:64]}"
        self.out.add(agui.step_started(step))
        content = self.toolbox.load(domain)
        self.out.add(agui.step_finished(step))
        return content

    def _execute(self, call: Call, arguments: Json) -> str | None:
        """The executor must find the call among the thread's events, so they go out first. None: a person is asked."""
        self.out.drain()
        self._seconds_left()
        self.meter.tools += 1
        return for_the_model(self.platform.execute(call.call_id, tool_name(call.name), arguments))

    def _seconds_left(self) -> float:
        left = self.deadline - self.now()
        if left <= 0:
            raise LegFailed("out_of_time", "Stopped: this took longer than a turn may take.")
        return left


def _moved_on(answer: Answer, opened: bool) -> None:
    """A leg of its own for the next model call makes sense only if that call has something new to read."""
    if not opened and all(call.name == LOAD for call in answer.calls):
        raise LegFailed("nothing_new", "Stopped: the model asked for a domain that it cannot open.")


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
