"""Scenes for the bus: one allowed call, from which a test changes what it is about; counters that count in memory."""

from dataclasses import replace
from typing import Any

from greenlight.agents import HiredAgent
from greenlight.approvals.controls import Controls
from greenlight.spending import Reservation
from greenlight.tokens import RunClaims

from functions.executor.action import Action
from functions.executor.bus import Scene

NOW = 1_800_000_000.0  # a full minute of the clock
WHO = RunClaims("acmehealth", "usr_customer", "thr_1", "run_1", 1, "agt_coach", correlation_id="cor_1")
COACH = HiredAgent("agt_coach", "Coach", "coach.v1", "active", ("*",), "coach")
CREATE = Action(WHO, "call_1", "notes.create", "write", False, None, {"text": "hello"})
READ = replace(CREATE, tool="notes.list", effect="read", arguments={})
WIPE = replace(CREATE, tool="notes.wipe", risky=True)
SEND = Action(
    WHO, "call_1", "web.http_call", "external", False, "send",
    {"url": "https://api.example.com/v1", "method": "POST", "body": "hi"}, "get_from_allowed_host",
)  # fmt: skip
ORDER = Action(
    WHO, "call_1", "exchange.place_order", "external", True, "place_order", {"size": 3, "price": "10.5"}
)


class Memory:
    """Counters without a table; `asked` keeps what was counted."""

    def __init__(self, *, calls: int = 0, actions: int = 0, committed: int = 0) -> None:
        self.calls, self.actions, self.committed = calls, actions, committed
        self.asked: list[str] = []

    def call(self, tenant_id: str, agent_id: str, most: int, now: float) -> bool:
        self.asked.append("call")
        self.calls += 1
        return self.calls <= most

    def trial_action(self, tenant_id: str, agent_id: str, most: int) -> bool:
        self.asked.append("trial_action")
        self.actions += 1
        return self.actions <= most

    def reserve(self, tenant_id: str, wanted: Reservation, budget_cents: int | None, now: float) -> bool:
        self.asked.append("reserve")
        fits = budget_cents is None or self.committed + wanted.cents <= budget_cents
        self.committed += wanted.cents if fits else 0
        return fits


def scene(action: Action = CREATE, **changes: Any) -> Scene:
    """A live coach's running call; `agent` may be changes of the coach, `controls` changes of none pulled."""
    agent = changes.pop("agent", {})
    coach = replace(COACH, **agent) if isinstance(agent, dict) else agent
    controls = Controls(**changes.pop("controls", {}))
    return Scene(
        action, coach, changes.pop("run_status", "running"), controls, now=NOW,
        counters=changes.pop("counters", Memory()), **changes,
    )  # fmt: skip


def by_hand(action: Action = CREATE, **changes: Any) -> Scene:
    """The same by a person himself."""
    return scene(action, agent=None, **changes)
