"""A case to be explained: read from a file or from the command line, and made into the scene that the bus judges."""

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from greenlight.agents import HiredAgent
from greenlight.approvals.controls import Controls
from greenlight.spending import Reservation
from greenlight.tokens import RunClaims
from pydantic import BaseModel, ConfigDict, Field

from functions.executor.action import Action
from functions.executor.bus import Scene
from infra import registry

FUNCTIONS = Path(__file__).parents[2] / "functions"
EXAMPLE = HiredAgent("agt_example", "The agent", "example.v1", "active", ("*",), "coach")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Entry(Strict):
    """What a catalogue says of a tool that ours does not have."""

    effect: str
    verb: str | None = None
    risky: bool = False
    reads_if: str = ""
    price_cents: int = 0


class Counted(Strict):
    """What was counted before this call: in this minute, of the trial, and in cents of the month's budget."""

    calls: int = 0
    actions: int = 0
    committed: int = 0

    def call(self, _tenant: str, _agent: str, most: int, _now: float, /) -> bool:
        return self.calls < most

    def trial_action(self, _tenant: str, _agent: str, most: int, /) -> bool:
        return self.actions < most

    def reserve(self, _tenant: str, wanted: Reservation, budget: int | None, _now: float, /) -> bool:
        return budget is None or self.committed + wanted.cents <= budget


class Case(Strict):
    """One call. `agent` holds changes of an example agent, by HiredAgent's field names; `controls` by Controls'."""

    tool: str
    arguments: dict[str, Any] = {}
    role: Literal["agent", "person"] = "agent"
    agent: dict[str, Any] = {}
    controls: dict[str, Any] = {}
    audit: list[Literal["tools", "reads", "context", "final"]] = []
    run_status: str = "running"
    counted: Counted = Field(default_factory=Counted)
    entry: Entry | None = None


class Unknown(Exception):
    """There is no such tool, or an agent or controls have no such field."""


def scene_of(case: Case) -> Scene:
    """Raises Unknown."""
    try:
        agent = replace(EXAMPLE, **case.agent)
        controls = Controls(**{**case.controls, **_tuples(case.controls)})
    except TypeError as error:
        raise Unknown(str(error)) from None
    who = RunClaims("example0", "usr_example", "thr_example", "run_example", 1, agent.agent_id)
    entry = case.entry or _catalogued(case.tool)
    action = Action(
        who, "call_example", case.tool, entry.effect, entry.risky, entry.verb, case.arguments, entry.reads_if,
        entry.price_cents,
    )  # fmt: skip
    return Scene(
        action, agent if case.role == "agent" else None, case.run_status, controls, frozenset(case.audit), time.time(),
        case.counted,
    )  # fmt: skip


def _tuples(controls: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(controls[name]) for name in ("hosts", "additions") if name in controls}


def _catalogued(tool: str) -> Entry:
    known = tools()
    if tool not in known:
        raise Unknown(f"there is no tool {tool}; with --effect it can be explained all the same. Known: "
                      + ", ".join(sorted(known)))  # fmt: skip
    return Entry(**{name: known[tool][name] for name in Entry.model_fields if name in known[tool]})


@cache
def tools() -> Mapping[str, Mapping[str, Any]]:
    """Every tool of the folders as they stand here, by catalogue name."""
    pages = (page for folder in registry.load(FUNCTIONS) for page in folder.described.items())
    return {f"{name}.{tool}": entry for name, page in pages for tool, entry in page["tools"].items()}
