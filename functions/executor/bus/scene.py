"""What the bus looks at, and what it says: a scene goes in, hooks judge it, one verdict comes out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Literal, Protocol

from greenlight.agents import HiredAgent
from greenlight.approvals.controls import Controls
from greenlight.approvals.reads import only_looks
from greenlight.spending import Reservation

from functions.executor.action import Action

from .store import LedgerCounters

Decision = Literal["allow", "ask", "deny"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule` names the hook; `detail` is worded for the model and the person.

    `policies` are the ids of the Cedar policies that decided, `policy_version` their hash; `reservation` what the
    budget holds for this action, to be spent by the transaction that carries it out; `retry_after` in seconds.
    """

    decision: Decision
    rule: str
    detail: str = ""
    policies: tuple[str, ...] = ()
    policy_version: str = ""
    reservation: Reservation | None = None
    retry_after: int = 0


class Counters(Protocol):
    """What is counted across calls, each by one conditional write; True where it still fits."""

    def call(self, tenant_id: str, agent_id: str, most: int, now: float, /) -> bool:
        """One call more in this minute."""

    def trial_action(self, tenant_id: str, agent_id: str, most: int, /) -> bool:
        """One action more of the trial."""

    def reserve(self, tenant_id: str, wanted: Reservation, budget: int | None, now: float, /) -> bool:
        """Room in the month's budget, in cents; None for no limit."""


class Uncounted:
    """For a call that was counted when it was asked for."""

    def call(self, _tenant: str, _agent: str, _most: int, _now: float, /) -> bool:
        return True

    def trial_action(self, _tenant: str, _agent: str, _most: int, /) -> bool:
        return True

    def reserve(self, _tenant: str, _wanted: Reservation, _budget: int | None, _now: float, /) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Scene:
    """The action, who would act (None: a person himself), how his run stands, and the tenant's controls.

    `audit` holds the gates of the thread's audit mode (`tools`; `reads` if even reads ask); `now` in epoch seconds.
    `so_far` is what the hooks before said; `waits` the seconds
    for which it may wait for its moment once it was approved.
    """

    action: Action
    agent: HiredAgent | None
    run_status: str
    controls: Controls = field(default_factory=Controls)
    audit: Collection[str] = frozenset()
    now: float = 0.0
    counters: Counters = field(default_factory=LedgerCounters)
    so_far: Verdict | None = None
    waits: int = 0

    @property
    def effect(self) -> str:
        """The tool's effect, save that a call which only looks at an allowed host counts as a read."""
        action = self.action
        if action.effect == "external" and only_looks(action.reads_if, action.arguments, self.controls.hosts):
            return "read"
        return action.effect

    @property
    def mode(self) -> str:
        return self.agent.mode if self.agent else "live"


Hook = Callable[[Scene], Verdict | None]
