"""Hooks on what this agent may ask for: the tools on its list, and how much of them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .scene import Scene, Verdict

Limit = Mapping[str, Any]
UNREADABLE = "This agent's risk limits cannot be read, so nothing that they are for is done."


def allow_list(scene: Scene) -> Verdict | None:
    if scene.agent is None or scene.agent.may_use(scene.action.tool):
        return None
    return Verdict("deny", "allow_list", f"{scene.agent.name} may not use {scene.action.tool}.")


def risk_limits(scene: Scene) -> Verdict | None:
    """`enforcement["risk_limits"]` is `[{tool, pointer, max | one_of}]`; `*` in a pointer stands for every element of a
    list.

    The size counts, so that no sign gets around it. A capped value that is no finite number is over the cap; one that
    is absent is for the tool's schema to judge.
    """
    if scene.agent is None:
        return None
    for limit in scene.agent.enforcement.get("risk_limits", ()):
        if detail := _broken(limit, scene):
            return Verdict("deny", "risk_limits", detail)
    return None


def _broken(limit: Limit, scene: Scene) -> str:
    if not isinstance(limit, Mapping) or limit.get("tool") in (None, ""):
        return UNREADABLE
    if limit["tool"] != scene.action.tool:
        return ""
    most, at, allowed = _number(limit.get("max")), limit.get("pointer"), limit.get("one_of") or []
    if (
        (most is None) == (not (isinstance(allowed, list) and allowed))
        or not isinstance(at, str)
        or not at.startswith("/")
    ):
        return UNREADABLE
    steps = [step.replace("~1", "/").replace("~0", "~") for step in at[1:].split("/")]
    beyond = [value for value in _found(scene.action.arguments, steps) if not _within(value, most, allowed)]
    if not beyond:
        return ""
    if most is None:
        return f"{at} of {scene.action.tool} may be one of {', '.join(map(str, allowed))} alone."
    return f"{at} of {scene.action.tool} may be {most} at most, by this agent's risk limits."


def _within(value: Any, most: Decimal | None, allowed: Any) -> bool:
    if most is None:
        return value in allowed
    number = _number(value)
    return number is not None and abs(number) <= most


def _found(value: Any, steps: list[str]) -> Iterator[Any]:
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        if step in value:
            yield from _found(value[step], rest)
    elif isinstance(value, list):
        chosen = value if step == "*" else value[int(step) : int(step) + 1] if step.isdecimal() else []
        for one in chosen:
            yield from _found(one, rest)


def _number(value: Any) -> Decimal | None:
    """Exact, also from a text: exchanges take prices as text. None for whatever is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
