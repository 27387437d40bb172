"""What programs stand in: the store, the destination, the clock. A state is a value, and a step makes the next."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from .actor import Answer, Call, Moment
from .dynamo.client import client_error
from .dynamo.table import Rejected, Store, apply, mark_of
from .programs import Node, Programs
from .quiet import is_quiet, kept


@dataclass(frozen=True, slots=True)
class Request:
    """One request that a worker let go. `fate`: refused (it never left), arrived, or lost on its way."""

    by: str
    approval_id: str
    attempt: int
    text: str
    fate: str


@dataclass(frozen=True, slots=True)
class State:
    """`actors` by name: None has not begun, "gone" was killed, else where it stands. `truth` is what watchers keep."""

    store: Store
    moment: int
    actors: Mapping[str, Node | str | None]
    wire: tuple[Request, ...] = ()
    crashes: int = 0
    truth: Any = None

    def key(self) -> tuple[Any, ...]:
        """Equal for states from which the same can happen."""
        actors = tuple(_standing(actor) for actor in self.actors.values())
        return (self.store.mark, self.moment, actors, self.wire, self.crashes, self.truth)

    def with_actor(self, name: str, actor: Node | str | None) -> "State":
        return replace(self, actors={**self.actors, name: actor})


def _standing(actor: Node | str | None) -> Any:
    if isinstance(actor, Node):
        return "ended" if actor.end else actor.number
    return actor


@dataclass(frozen=True, slots=True)
class Step:
    """What one call did: the call, by whom, the answer in words, and the state before and after."""

    actor: str
    node: Node
    call: Call
    said: str
    before: State
    after: State


# Every way in which a call to the destination can end: in words, the request that left (or none), the answer.
Ways = Iterator[tuple[str, tuple[Request, ...], Answer]]
Destination = Callable[[State, Node, Call, Moment], Ways]


class World:
    """`moments` is the clock: a few points in time that matter, in epoch seconds. `unwritten`: see `quiet`."""

    def __init__(
        self, programs: Programs, moments: Sequence[Moment], destination: Destination, unwritten: tuple[str, ...]
    ) -> None:  # fmt: skip
        self.programs, self.moments = programs, moments
        self._destination, self._unwritten = destination, unwritten
        self._done: dict[tuple[int, int, int], tuple[str, Store, Node]] = {}

    def now(self, state: State) -> Moment:
        return self.moments[state.moment]

    def steps(self, state: State, name: str, node: Node) -> Iterator[Step]:
        """The call that this actor stands at, done: one step for each answer that it may get."""
        call = node.call
        assert call is not None
        if call.service == "dynamodb":
            said, store, following = self._stored(state, node, call)
            yield Step(name, node, call, said, state, _moved(state, name, following, store, state.wire))
            return
        for said, requests, answer in self._destination(state, node, call, self.now(state)):
            following = self._after(state, node, answer, state.store)
            wire = (*state.wire, *requests)
            yield Step(name, node, call, said, state, _moved(state, name, following, state.store, wire))

    def _stored(self, state: State, node: Node, call: Call) -> tuple[str, Store, Node]:
        """The same call of the same program on the same items at the same time comes to the same."""
        key = (state.store.mark, node.number, state.moment)
        if key not in self._done:
            said, store, answer = self._asked(state.store, call)
            self._done[key] = (said, store, self._after(state, node, answer, store))
        return self._done[key]

    def _after(self, state: State, node: Node, answer: Answer, store: Store) -> Node:
        following = self.programs.go_on(node, replace(answer, at=self.now(state)))
        while following.call and is_quiet(following.call, self._unwritten):
            _, _, found = self._asked(store, following.call)
            following = self.programs.go_on(following, replace(found, at=self.now(state)))
        return following

    def _asked(self, store: Store, call: Call) -> tuple[str, Store, Answer]:
        try:
            after, said = apply(store, call.operation, call.request)
        except Rejected as rejected:
            code, error = rejected.answer["Error"]["Code"], client_error(rejected, call.operation)
            return code, store, Answer(mark_of(rejected.answer), partial(_throw, error))
        if after.mark != store.mark:
            after = kept(after, self._unwritten)
        return "ok", after, Answer(mark_of(said), lambda: said)


def _moved(state: State, name: str, node: Node, store: Store, wire: tuple[Request, ...]) -> State:
    return State(store, state.moment, {**state.actors, name: node}, wire, state.crashes, state.truth)


def _throw(error: Exception) -> Any:
    raise error
