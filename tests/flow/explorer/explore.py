"""Every order: a depth-first search over all states that the actors of a scenario can reach, each looked at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .cases import TOOLS, Cases, previewed
from .programs import Node, Program, Programs
from .scenario import Scenario
from .stage import stage
from .watch import Broken, at_rest, known, watched
from .world import State, World

MOST_ROUNDS = (
    24  # of recovery, at one moment; it ends with the last question to the destination at the latest
)


@dataclass(slots=True)
class Report:
    """`schedules`: different orders from start to end; `states`: different ones met; `ends`: different ends,
    `sent`: those of them at which a request had left."""

    name: str
    schedules: int = 0
    states: int = 0
    steps: int = 0
    ends: int = 0
    sent: int = 0

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.schedules:,} schedules, {self.states:,} states, {self.steps:,} steps, "
            f"{self.ends:,} ends, {self.sent:,} of them with a request"
        )


class Explorer:
    def __init__(self, scenario: Scenario, programs: Programs) -> None:
        self._scenario, self._programs = scenario, programs
        self._world = World(programs, scenario.moments, scenario.destination, scenario.unwritten)
        self._actors = {program.name: program for program in scenario.actors}
        self._known: dict[object, int] = {}
        self._rested: set[object] = set()
        self._trail: list[str] = []
        self.report = Report(scenario.name)

    def run(self) -> Report:
        """Raises Broken, with the schedule that led there."""
        start = State(self._scenario.store, 0, dict.fromkeys(self._actors), truth=known(self._scenario.store))
        try:
            self.report.schedules = self._orders(start)
        except Broken as broken:
            raise Broken("\n  ".join([f"{self._scenario.name}: {broken}", *self._trail])) from broken
        self.report.states = len(self._known)
        return self.report

    def _orders(self, state: State) -> int:
        """How many schedules go on from here. The states form no circle, since answers only become more."""
        if (known := self._known.get(key := state.key())) is not None:
            return known
        orders = 0
        for said, after in self._moves(state):
            self._trail.append(said)
            orders += self._orders(after)
            self._trail.pop()
        if not self._working(state):
            self._rest(state)
            orders += 1
        self._known[key] = orders
        return orders

    def _moves(self, state: State) -> Iterator[tuple[str, State]]:
        for name, node in self._working(state).items():
            yield from self._steps(state, name, node)
            if state.crashes < self._scenario.crashes and state.actors[name] is not None:
                yield f"{name} is killed", replace(state.with_actor(name, "gone"), crashes=state.crashes + 1)
        if state.moment + 1 < self._scenario.ticks and self._working(state):
            yield "the clock moves on", replace(state, moment=state.moment + 1)

    def _working(self, state: State) -> dict[str, Node]:
        """Who has a call to make; a program that has not begun begins with its first one."""
        found: dict[str, Node] = {}
        for name, actor in state.actors.items():
            node = self._begin(self._actors[name], state) if actor is None else actor
            if isinstance(node, Node) and node.end is None:
                found[name] = node
        return found

    def _begin(self, program: Program, state: State) -> Node:
        return self._programs.begin(program, self._world.now(state))

    def _steps(self, state: State, name: str, node: Node) -> Iterator[tuple[str, State]]:
        for step in self._world.steps(state, name, node):
            self.report.steps += 1
            said = f"{name}: {step.call.operation} -> {step.said}"
            self._trail.append(said)
            after = watched(step)
            following = after.actors[name]
            if isinstance(following, Node) and following.end and following.end.fault:
                raise Broken(f"{name} failed: {following.end.fault!r}") from following.end.fault
            self._trail.pop()
            yield said, after

    def _rest(self, state: State) -> None:
        """Everybody has ended or was killed: what is delivered again, and looked after, until nothing changes."""
        if (state.store.mark, state.moment, state.wire, state.truth) in self._rested:
            return
        self._rested.add((state.store.mark, state.moment, state.wire, state.truth))
        length = len(self._trail)
        for moment in range(state.moment, len(self._scenario.moments)):
            state = self._recover(replace(state, moment=moment, actors={}))
        self._trail.append("at rest")
        at_rest(state)
        self.report.ends += 1
        self.report.sent += bool(state.wire)
        del self._trail[length:]

    def _recover(self, state: State) -> State:
        for number in range(MOST_ROUNDS):
            before = state
            for program in self._scenario.care(number):
                state = self._alone(state, program)
            if (state.store.mark, state.wire) == (before.store.mark, before.wire):
                return state
        raise Broken(f"not quiet after {MOST_ROUNDS} rounds of recovery")

    def _alone(self, state: State, program: Program) -> State:
        self._trail.append(f"recovery: {program.name}")
        state = state.with_actor(program.name, self._begin(program, state))
        while isinstance(node := state.actors[program.name], Node) and node.end is None:
            said, state = next(self._steps(state, program.name, node))
            self._trail.append(said)
        return replace(state, actors={})


def explored(made: Callable[[Cases], Scenario]) -> Report:
    """One scenario, made and explored on a stage of its own. Raises Broken."""
    programs = Programs()
    with stage(programs, TOOLS, {"preview": previewed}):
        try:
            return Explorer(made(Cases(programs)), programs).run()
        finally:
            programs.close()
