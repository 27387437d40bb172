"""A program and what it does next: real code, run against the answers that it got so far.

Code between two calls depends on nothing but the answers (and the clock) before. So a program after some answers is a
value: it is found by running it, once, and kept. Time can go back: what was run on since is run from its start again.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from greenlight.errors import Refused

from .actor import Actor, Answer, Call, End, Moment, Strayed, Suspended

MOST_PARKED = 200  # threads that wait at a call, in case it is they who go on


@dataclass(frozen=True, eq=False)
class Program:
    """`run(actor)` is the code; `actor` gives it its clock, and hears what it says aloud."""

    name: str
    run: Callable[[Actor], Any]
    expected: tuple[type[Exception], ...] = (Refused,)


@dataclass(slots=True)
class Node:
    """A program after some answers: it stands at `call`, or it has ended. `told` is what it said aloud meanwhile.

    `read_at` is what the clock showed when it last looked; `looked` whether that was since the last answer.
    """

    program: Program
    number: int
    answers: tuple[Answer, ...]
    calls: tuple[str, ...]
    call: Call | None = None
    end: End | None = None
    told: dict[str, Any] = field(default_factory=dict)
    read_at: Moment = 0
    looked: bool = False
    parked: Actor | None = None
    after: dict[tuple[int | str, Moment], "Node"] = field(default_factory=dict)
    timeless: dict[int | str, "Node"] = field(default_factory=dict)  # those that did not look at the clock


class Programs:
    """All programs that were ever run, as a tree: a node for each sequence of answers."""

    def __init__(self) -> None:
        self._began: dict[tuple[Program, Moment], Node] = {}
        self._parked: deque[Node] = deque()
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
        answers, calls = (*node.answers, answer), (*node.calls, node.call.name)
        following = (
            self._resume(node, answers, calls) if node.parked else self._run(node.program, answers, calls)
        )
        node.after[answer.mark, answer.at] = following
        if not following.looked:
            node.timeless[answer.mark] = following
        return following

    @contextmanager
    def outside(self, name: str, at: Moment) -> Iterator[None]:
        """For code that sets up a scenario: it has a clock and ids, and its calls are none of the explorer's."""
        with self._acting(Actor(name, (Answer("", lambda: None, at),), ())):
            yield

    def close(self) -> None:
        """Ends every thread."""
        while self._parked:
            self._drop(self._parked.popleft())

    def _run(self, program: Program, answers: tuple[Answer, ...], calls: tuple[str, ...]) -> Node:
        """From the start, with the answers known so far."""
        actor = Actor(program.name, answers, calls)
        node = self._node(program, answers, calls)
        with self._acting(actor):
            actor.start(lambda: _carry_out(program, actor))
        return self._stands(node, actor)

    def _resume(self, before: Node, answers: tuple[Answer, ...], calls: tuple[str, ...]) -> Node:
        """From where it is parked, which it then is no more."""
        actor, before.parked = before.parked, None
        assert actor is not None
        node = self._node(before.program, answers, calls)
        with self._acting(actor):
            actor.go_on(answers[-1])
        return self._stands(node, actor)

    def _node(self, program: Program, answers: tuple[Answer, ...], calls: tuple[str, ...]) -> Node:
        self._made += 1
        return Node(program, self._made, answers, calls)

    def _stands(self, node: Node, actor: Actor) -> Node:
        node.call, node.told = actor.call, actor.told
        node.read_at, node.looked = actor.read_at, actor.looked
        if actor.ended:
            node.end = actor.end
            return node
        node.parked = actor
        self._parked.append(node)
        if len(self._parked) > MOST_PARKED:
            self._drop(self._parked.popleft())
        return node

    def _drop(self, node: Node) -> None:
        if node.parked:
            with self._acting(node.parked):
                node.parked.drop()
            node.parked = None

    @contextmanager
    def _acting(self, actor: Actor) -> Iterator[None]:
        self._actor = actor
        try:
            yield
        finally:
            self._actor = None


def _carry_out(program: Program, actor: Actor) -> None:
    try:
        actor.end = End(str(program.run(actor)))
    except Suspended:
        return
    except program.expected as refused:
        actor.end = End(f"{type(refused).__name__}: {refused}")
    except Exception as fault:  # noqa: BLE001  whatever it is, the explorer shows it with its schedule
        actor.end = End(type(fault).__name__, fault)
