"""A running program, seen from inside and from outside: real code in a thread that never runs beside another.

It runs until it makes a call that has no answer yet, and parks there. The explorer gives it the answer, or drops it.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

Moment = float  # epoch seconds


@dataclass(frozen=True, slots=True)
class Call:
    """One step: what a program asks of a service, and waits for."""

    service: str
    operation: str
    request: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.service}.{self.operation}"


@dataclass(frozen=True, slots=True)
class Answer:
    """`give` returns or raises what the client would; `mark` tells answers apart; it comes at the moment `at`."""

    mark: int | str
    give: Callable[[], Any]
    at: Moment = 0


@dataclass(frozen=True, slots=True)
class End:
    """`said` names how it ended: what it returned, or the refusal. A fault is an exception that nobody expects."""

    said: str
    fault: BaseException | None = None


class Suspended(BaseException):
    """The program was dropped at a call: no program catches this, and a killed one does no more."""


class Strayed(AssertionError):
    """The same program, given the same answers, asked for something else: then nothing here proves anything."""


class Actor:
    """`clock`, `say` and `chance` are what the program's code may use of it; the rest is the explorer's.

    `read_at` is what the clock showed when it last looked; `looked` whether that was since the last answer.
    """

    def __init__(self, name: str, answers: Sequence[Answer], calls: Sequence[str]) -> None:
        self.name, self._answers, self._calls = name, list(answers), calls
        self._next, self._ids = 1, 0
        self.at = self.read_at = answers[0].at
        self.looked = self.ended = self._dropped = False
        self.call: Call | None = None
        self.end: End | None = None
        self.told: dict[str, Any] = {}
        self._mine, self._theirs = _closed(), _closed()

    def clock(self) -> Moment:
        self.looked, self.read_at = True, self.at
        return self.at

    def say(self, **told: Any) -> None:
        """Aloud, for those who watch: what a person saw, what a decision means."""
        self.told = self.told | told

    def chance(self, size: int) -> bytes:
        """Random bytes, the same whenever the program is run again."""
        self._ids += 1
        return blake2b(f"{self.name} {self._ids}".encode(), digest_size=size).digest()

    def ask(self, call: Call) -> Any:
        """Parks until there is an answer. Raises Suspended when it is dropped, Strayed."""
        if self._next == len(self._answers):
            self.call = call
            self._hand_over()
        if self._dropped:
            raise Suspended
        if self._next <= len(self._calls) and self._calls[self._next - 1] != call.name:
            raise Strayed(f"{self.name} asked {call.name} instead of {self._calls[self._next - 1]}")
        answer = self._answers[self._next]
        self._next += 1
        self.at, self.looked = answer.at, False
        return answer.give()

    def start(self, run: Callable[[], None]) -> None:
        """Runs the program until it parks or ends."""

        def whole() -> None:
            run()
            self.ended = True
            self._theirs.release()

        threading.Thread(target=whole, name=self.name, daemon=True).start()
        self._theirs.acquire()

    def go_on(self, answer: Answer) -> None:
        """From the call where it is parked to the next, or to its end."""
        self.call = None
        self._answers.append(answer)
        self._mine.release()
        self._theirs.acquire()

    def drop(self) -> None:
        if not self.ended:
            self._dropped = True
            self._mine.release()
            self._theirs.acquire()

    def _hand_over(self) -> None:
        """A dropped one does not park again, whatever its clean-up asks for."""
        if not self._dropped:
            self._theirs.release()
            self._mine.acquire()


def _closed() -> threading.Lock:
    """A lock that one thread opens for the other: the quickest baton there is."""
    lock = threading.Lock()
    lock.acquire()
    return lock
