"""Rows of any domain, made from its schema: a field's `examples` if it has some, else the least that is valid."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from greenlight.cards import narrow, plain_type
from greenlight.declare import Domain

FIRST_DAY = date(2026, 1, 1)


def row(domain: Domain, index: int = 0) -> dict[str, Any]:
    """A valid row; another index is another key, where the domain has one."""
    fields = domain.row.model_json_schema()["properties"]
    return {name: _value(spec, index, name == domain.key) for name, spec in fields.items()}


def key(domain: Domain, index: int = 0) -> Any:
    """The key of that row, as a tool takes it."""
    return row(domain, index)[domain.key] if domain.key else "me"


def other(domain: Domain, index: int = 0) -> dict[str, Any]:
    """The same row with something changed that is not its key; unchanged if there is nothing else to it."""
    mine, theirs = row(domain, index), row(domain, index + 1)
    return theirs | ({domain.key: mine[domain.key]} if domain.key else {})


def broken(domain: Domain) -> dict[str, Any]:
    """A row with a member that nobody declared."""
    return {**row(domain, 50), "nobody_declared_this": 1}


def _value(spec: dict[str, Any], index: int, is_key: bool) -> Any:
    if examples := spec.get("examples"):
        return examples[index % len(examples)]
    one = narrow(spec)
    return _MAKERS[plain_type(spec)](one, index, is_key)


def _number(spec: dict[str, Any], index: int, _: bool) -> float:
    low = spec.get("minimum", spec.get("exclusiveMinimum", 0))
    return float(min(low + 1 + index, spec.get("maximum", low + 1 + index)))


def _text(spec: dict[str, Any], index: int, is_key: bool) -> str:
    return (f"k{index:03d}" if is_key else f"text {index}")[: spec.get("maxLength", 20)]


def _day(_: dict[str, Any], index: int, __: bool) -> str:
    return (FIRST_DAY + timedelta(days=index)).isoformat()


def _choice(spec: dict[str, Any], index: int, _: bool) -> Any:
    options = spec.get("enum") or [spec["const"]]
    return options[index % len(options)]


_MAKERS: dict[str, Callable[[dict[str, Any], int, bool], Any]] = {
    "number": _number, "string": _text, "date": _day, "choice": _choice,
    "integer": lambda spec, index, is_key: int(_number(spec, index, is_key)),
    "boolean": lambda _, index, __: index % 2 == 0,
    "datetime": lambda spec, index, is_key: f"{_day(spec, index, is_key)}T08:00:00Z",
    "time": lambda _, index, __: f"{index % 24:02d}:00:00",
    "other": lambda _, __, ___: [],
}  # fmt: skip
