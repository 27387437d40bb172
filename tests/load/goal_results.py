"""All that one run of the goals' bench has measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.load.goal_cost import Costed
from tests.load.goal_firing import Fired, Floor
from tests.load.goal_making import Rates
from tests.load.goal_watch import Listed, Ticks


@dataclass
class Report:
    """All that one run has measured; `memory` in MB by what had been done, loads at the start and the end."""

    machine: str
    goals: int
    load: float
    load_after: float = 0
    seconds: float = 0
    memory: dict[str, float] = field(default_factory=dict)
    lags: list[float] = field(default_factory=list)
    rest: Rates = field(init=False)
    layer: Rates = field(init=False)
    made: float = 0
    scheduled: float = 0
    schedules: int = 0
    in_bulk: int = 0  # of these, as many as were made in those seconds
    schedule_pages: Sequence[float] = ()
    bare_schedules: Sequence[float] = ()
    listed: Listed = field(init=False)
    hubs_before: Sequence[float] = ()
    hubs: Sequence[float] = ()
    ticks_before: Ticks = field(init=False)
    ticks: Ticks = field(init=False)
    row_bytes: Mapping[str, int] = field(default_factory=dict)
    fired: list[tuple[str, Fired, Floor]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    making: Costed = field(init=False)
    firing: dict[str, Costed] = field(default_factory=dict)

    @property
    def per_goal(self) -> float:
        """Bytes of the engine's memory."""
        grown = self.memory["schedules there"] - self.memory["agents alone"]
        return grown * 1024 * 1024 / self.goals
