"""Every right that a folder asks for must exist, and nobody may ask for what would let him be somebody else."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set

from greenlight.declare import Need

from . import where
from .folder import Folder, Lambda
from .rights import TOOLS
from .state import state
from .where import Unbuildable

LAYERS = {"model", "policy", "egress"}  # beside ours and the vendors', which every Lambda has
SETTING = re.compile(r"(?!AWS_|LAMBDA_|GREENLIGHT_|POWERTOOLS_)[A-Z][A-Z0-9_]*\Z")
Lambdas = Mapping[str, Lambda]


def check(folders: Sequence[Folder], machines: Set[str]) -> None:
    """Raises Unbuildable for the first need, source, destination or layer that cannot be had."""
    lambdas = {one.name: one for folder in folders for one in folder.lambdas}
    invokers: list[Lambda] = []
    for folder in folders:
        for one in folder.lambdas:
            for named, problem in _problems(one, lambdas, machines, invokers):
                place = where.named(folder.file, *named, one.attribute)
                raise Unbuildable(place, f"'{one.name}' {problem}")


def _problems(
    one: Lambda, lambdas: Lambdas, machines: Set[str], invokers: list[Lambda]
) -> Iterator[tuple[list[str], str]]:
    """What is wrong, worded to follow the Lambda's name, with the words by which to find its line."""
    for need in one.settings.needs:
        constant = f"{need.name.upper()}_KEY" if need.kind == "key" else need.name.upper()
        words = [f"may_invoke({need.name})", f"may_start({need.name})", need.name, constant]
        if need.kind == "function" and need.name == TOOLS:
            invokers.append(one)
            if len(invokers) > 1:
                yield words, f"may not invoke the tools too: '{invokers[0].name}' does, and only one may."
        if problem := _problem(need, lambdas, machines):
            yield words, f"needs {problem}"
    yield from _source(one)
    failed = one.settings.on_failure
    if failed and (failed not in lambdas or lambdas[failed].kind not in {"plain", "queue"}):
        yield [failed], f"fails over to '{failed}', which is no internal Lambda."
    for layer in sorted(set(one.settings.layers) - LAYERS):
        yield [layer], f"wants the layer '{layer}', which there is not: {', '.join(sorted(LAYERS))}."


def _source(one: Lambda) -> Iterator[tuple[list[str], str]]:
    if one.kind != "stream" and one.settings.filters:
        yield [one.attribute], "has filters, but no table's stream wakes it."
    if one.kind == "stream" and one.event["table"] not in state().streams:
        known = ", ".join(sorted(state().streams))
        yield [one.attribute], f"is woken by the stream of '{one.event['table']}', which has none: {known}."


def _problem(need: Need, lambdas: Lambdas, machines: Set[str]) -> str:
    """What is wrong with a need, worded to follow "needs"; empty where nothing is."""
    if need.kind == "setting":
        return "" if SETTING.match(need.name) else f"the setting '{need.name}', which is no name for one."
    known = {
        "table": state().tables,
        "key": state().keys,
        "bucket": state().buckets,
        "secret": state().secrets,
        "sockets": {"realtime"},
        "machine": machines,
        "tokens": {"task"},
        "mail": {"MAIL_FROM"},
        "bus": {"events"},
        "schedules": {"own"},
        "role": {"vault_reader"},
        "function": {name for name, one in lambdas.items() if one.kind != "tool"} | {TOOLS},
    }[need.kind]
    if need.name not in known:
        return f"the {need.kind} '{need.name}', which there is not: {', '.join(sorted(known))}."
    if need.kind == "function" and need.name != TOOLS and lambdas[need.name].faces_users:
        return f"to invoke '{need.name}', but that serves users: nobody may, since it believes the gateway."
    return ""
