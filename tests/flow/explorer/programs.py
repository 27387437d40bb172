"""A program and what it does next: real code, run against the answers that it got so far.

Code between two calls depends on nothing but the answers (and the clock) before. So a program after some answers is a
value: it is found by running it from the start, once, and kept. It needs no thread, and time can go back.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from greenlight.errors import Refused

Moment = float  # epoch seconds


@dataclass(frozen=True, slots=True)
class Call:
    """One step: what a program asks of a service, and waits for."""

    service: str
    operation: str
    request: Mapping[str, Any]


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
    """The program stands at a call that has no answer yet; no program catches this, and a killed one does no more."""


class Strayed(AssertionError):
    """The same program, given the same answers, asked for something else: then nothing here proves anything."""


@dataclass(slots=True)
class Node:
    """A program after some answers: it stands at `call`, or it has ended. `told` is what it said aloud meanwhile.

    `read_at` is what the clock showed when it last looked; `looked` whether that was since the last answer.
    """

    program: "Program"
    number: int
    answers: tuple[Answer, ...]
    calls: tuple[str, ...]
    call: Call | None = None
    end: End | None = None
    told: dict[str, Any] = field(default_factory=dict)
    read_at: Moment = 0
    looked: bool = False
    after: dict[tuple[int | str, Moment], "Node"] = field(default_factory=dict)
    timeless: dict[int | str, "Node"] = field(default_factory=dict)  # those that did not look at the clock


@dataclass(frozen=True, eq=False)
class Program:
    """`run(actor)` is the code; `actor` speaks to the explorer: its clock, and what it says aloud."""

    name: str
    run: Callable[["Actor"], Any]
    expected: tuple[type[Exception], ...] = (Refused,)


class Actor:
    """The inside of a running program."""

    def __init__(self, name: str, answers: tuple[Answer, ...], calls: tuple[str, ...]) -> None:
        self.name, self._answers, self._calls = name, answers, calls
        self._next, self._ids = 1, 0
        self.at = self.read_at = answers[0].at
        self.looked = False
        self.call: Call | None = None
        self.told: dict[str, Any] = {}

    def clock(self) -> Moment:
        self.looked, self.read_at = True, self.at
        return self.at

    def say(self, **told: Any) -> None:
        """Aloud, for those who watch: what a person saw, what a decision means."""
        self.told |= told

    def chance(self, size: int) -> bytes:
        """Random bytes, the same whenever the program is run again."""
        self._ids += 1
        return blake2b(f"{self.name} {self._ids}".encode(), digest_size=size).digest()

    def ask(self, service: str, operation: str, request: Mapping[str, Any]) -> Any:
        if self.call is not None or self._next == len(self._answers):
            self.call = self.call or Call(service, operation, request)
            raise Suspended
        if self._calls[self._next - 1] != f"{service}.{operation}":
            raise Strayed(f"{self.name} asked {service}.{operation} instead of {self._calls[self._next - 1]}")
        answer = self._answers[self._next]
        self._next += 1
        self.at, self.looked = answer.at, False
        return answer.give()


class Programs:
    """All programs that were ever run, as a tree: a node for each sequence of answers."""

    def __init__(self) -> None:
        self._began: dict[tuple[Program, Moment], Node] = {}
        self._made = 0
        self._actor: Actor | None = None

    @property
    def running(self) -> Actor:
        """Whoever makes a call now."""
        if self._actor is None:
            raise Strayed("a call that no program makes")
        return self._actor

    def begin(self, program: Program, at: Moment) -> Node:
        if (program, at) not in self._began:
            self._began[program, at] = self._run(program, (Answer("", lambda: None, at),), ())
        return self._began[program, at]

    def go_on(self, node: Node, answer: Answer) -> Node:
        if found := node.timeless.get(answer.mark) or node.after.get((answer.mark, answer.at)):
            return found
        if node.call is None:
            raise Strayed(f"{node.program.name} has ended")
        name = f"{node.call.service}.{node.call.operation}"
        following = self._run(node.program, (*node.answers, answer), (*node.calls, name))
        node.after[answer.mark, answer.at] = following
        if not following.looked:
            node.timeless[answer.mark] = following
        return following

    def _run(self, program: Program, answers: tuple[Answer, ...], calls: tuple[str, ...]) -> Node:
        self._made += 1
        node = Node(program, self._made, answers, calls)
        with self._acting(Actor(program.name, answers, calls)) as actor:
            try:
                node.end = End(str(program.run(actor)))
            except Suspended:
                node.call = actor.call
            except program.expected as refused:
                node.end = End(type(refused).__name__)
            except Exception as fault:  # noqa: BLE001  whatever it is, the explorer shows it with its schedule
                node.end = End(type(fault).__name__, fault)
        node.told, node.read_at, node.looked = actor.told, actor.read_at, actor.looked
        return node

    @contextmanager
    def outside(self, name: str, at: Moment) -> Iterator[None]:
        """For code that sets up a scenario: it has a clock and ids, and its calls are none of the explorer's."""
        with self._acting(Actor(name, (Answer("", lambda: None, at),), ())):
            yield

    @contextmanager
    def _acting(self, actor: Actor) -> Iterator[Actor]:
        self._actor = actor
        try:
            yield actor
        finally:
            self._actor = None
