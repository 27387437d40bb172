"""References to credentials, wherever they stand in a hired agent's config; the secrets themselves never do."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

DEEPEST = 32  # steps
REF = re.compile(r"crd_[0-9A-HJKMNP-TV-Z]{26}\Z")
Path = tuple[str | int, ...]


def is_ref(value: Any) -> bool:
    return isinstance(value, str) and REF.match(value) is not None


def refs(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Each reference with its place, in the order of the document."""
    if is_ref(value):
        yield path, value
    for step, inner in _members(value):
        yield from refs(inner, (*path, step))


def blanked(value: Any, depth: int = 0) -> Any:
    """The same with nothing in place of each reference: what is left must hold no secret. What is nested deeper than
    `secret_places` looks stays as it is: there all is taken for hidden."""
    if depth > DEEPEST:
        return value
    if isinstance(value, Mapping):
        return {step: blanked(inner, depth + 1) for step, inner in value.items()}
    if isinstance(value, list | tuple):
        return [blanked(inner, depth + 1) for inner in value]
    return "" if is_ref(value) else value


def _members(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, list | tuple):
        yield from enumerate(value)
