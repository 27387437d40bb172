"""One folder of `statemachines/`: its declaration, its definition as it is deployed, and its cases."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from greenlight.declare import Machine

HERE = Path(__file__).parents[3] / "statemachines"
NAMES = tuple(sorted(found.parent.name for found in HERE.glob("*/machine.py")))


@dataclass(frozen=True)
class Case:
    """What the Lambdas do (`script`, by name), when a callback comes and whether it takes, and how it must end.

    Under a Map, a script is an object: the lines of each item. `path` leaves a Map's inner states out.

    A callback's `token` counts the dispatches, from 1; `takes` null means that both are right. `fails_with` is the
    execution's error, empty where it succeeds. `not_on` names interpreters that cannot play it, each with its reason.
    """

    name: str
    path: tuple[str, ...]
    script: Mapping[str, Any]
    tier: str = ""
    callbacks: tuple[Mapping[str, Any], ...] = ()
    executions: int = 1
    fails_with: str = ""
    cleans_up_after: str = ""
    not_on: Mapping[str, str] = field(default_factory=dict)


def machine(name: str) -> Machine:
    found = import_module(f"statemachines.{name}.machine").MACHINE
    assert isinstance(found, Machine)
    return found


@cache
def definition(name: str) -> Any:
    """As written, with its placeholders."""
    return json.loads((HERE / name / "definition.asl.json").read_text())


def inner_states(name: str) -> frozenset[str]:
    """Those inside a Map, whose order nobody defines."""
    outer = definition(name)["States"].values()
    return frozenset(inner for state in outer for inner in state.get("ItemProcessor", {}).get("States", {}))


def deployed(name: str, settings: Mapping[str, int]) -> str:
    """The definition with these settings, and with its Lambdas under their plain names."""
    text = (HERE / name / "definition.asl.json").read_text()
    for setting in machine(name).settings:
        text = text.replace(f'"${{{setting}}}"', str(settings[setting]))
    for function in machine(name).invokes:
        text = text.replace(f"${{{function}}}", function)
    return text


def cases(name: str) -> list[Case]:
    return [_case(name, stored) for stored in json.loads((HERE / name / "cases.json").read_text())]


def _case(name: str, stored: dict[str, Any]) -> Case:
    script = {part: stored.pop(part) for part in machine(name).invokes if part in stored}
    listed = {key: tuple(value) for key, value in stored.items() if isinstance(value, list)}
    return Case(script=script, **(stored | listed))
