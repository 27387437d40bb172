"""Finds the state machines under `statemachines/`, beside the folders, and refuses what could not run."""

import importlib.util
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from greenlight.declare import Machine

from . import asl, where
from .folder import Folder, Lambda
from .where import Place, Unbuildable

DEFINITION = "definition.asl.json"
HOLE = re.compile(r"\$\{([A-Za-z_]+)\}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}\Z")


@dataclass(frozen=True)
class StateMachine:
    """One machine; `definition` is its ASL as CloudFormation takes it, with a hole for each Lambda and number."""

    file: Path
    declared: Machine
    definition: str

    @property
    def stack(self) -> str:
        """Its stack's name after the prefix; no folder may be named so."""
        return f"{self.declared.name.replace('_', '-')}-machine"


def names(functions: Path) -> frozenset[str]:
    """Of the machines beside these folders."""
    return frozenset(file.parent.name for file in _files(functions))


def load(functions: Path, folders: Sequence[Folder]) -> tuple[StateMachine, ...]:
    """Every machine, by name. Raises Unbuildable, with file and line."""
    lambdas = {one.name: one for folder in folders for one in folder.lambdas}
    found = tuple(_machine(file) for file in _files(functions.resolve()))
    for one in found:
        for place, problem in _problems(one, lambdas):
            raise Unbuildable(place, problem)
    return found


def _files(functions: Path) -> list[Path]:
    return sorted((functions.parent / "statemachines").glob("*/machine.py"))


def _machine(file: Path) -> StateMachine:
    spec = importlib.util.spec_from_file_location(f"statemachines.{file.parent.name}.machine", file)
    if spec is None or spec.loader is None:
        raise Unbuildable(Place(file), "it cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    declared = getattr(module, "MACHINE", None)
    if not isinstance(declared, Machine):
        raise Unbuildable(Place(file), "it must define MACHINE = Machine(...).")
    definition = file.with_name(DEFINITION)
    if not definition.is_file():
        raise Unbuildable(Place(file), f"there is no {DEFINITION} beside it.")
    return StateMachine(file, declared, _numbers(definition.read_text(), declared))


def _numbers(text: str, declared: Machine) -> str:
    """ASL wants numbers, and JSON wants holes in quotes: the quotes around a setting go."""
    for setting in declared.settings:
        text = text.replace(f'"${{{setting}}}"', f"${{{setting}}}")
    return text


def filled(one: StateMachine, values: Mapping[str, str]) -> str:
    """The definition with these values in its holes; whoever is not named stays a hole."""
    return HOLE.sub(lambda hole: values.get(hole[1], hole[0]), one.definition)


def _problems(one: StateMachine, lambdas: Mapping[str, Lambda]) -> Iterator[tuple[Place, str]]:
    declared, file = one.declared, one.file
    if declared.name != file.parent.name or not NAME.match(declared.name):
        yield where.named(file, declared.name), f"'{declared.name}' is not its folder's name; use one name."
    for name in declared.invokes:
        if name not in lambdas or lambdas[name].kind != "plain":
            yield where.named(file, name), f"it invokes '{name}', which is no internal Lambda."
    for name, values in declared.settings.items():
        if not all(value.isdigit() and int(value) > 0 for value in values):
            yield where.named(file, name), f"'{name}' has two whole numbers: on AWS, and on local stages."
    known, used = {*declared.invokes, *declared.settings}, set(HOLE.findall(one.definition))
    for name in sorted(known ^ used):
        what = "is declared, but does not stand in the definition." if name in known else "is not declared."
        yield where.named(file, name), f"'{name}' {what}"
    yield from _asl(one)


def _asl(one: StateMachine) -> Iterator[tuple[Place, str]]:
    source = one.file.with_name(DEFINITION)
    try:
        definition = json.loads(
            filled(one, {name: cloud for name, (cloud, _) in one.declared.settings.items()})
        )
    except json.JSONDecodeError as error:
        yield Place(source, error.lineno), f"it is no JSON: {error.msg}."
        return
    for state, problem in asl.problems(definition):
        yield Place(source, _line(source, state)), f"'{state}' {problem}"


def _line(source: Path, state: str) -> int:
    lines = enumerate(source.read_text().splitlines(), 1)
    return next((number for number, line in lines if line.lstrip().startswith(f'"{state}":')), 1)
