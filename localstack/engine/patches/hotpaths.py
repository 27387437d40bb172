"""Two costs that the engine pays on every request, without a change in what it answers.

It parses the caller's policies anew for each authorisation, and copies DynamoDB items with `copy.deepcopy`, which is
made for object graphs; items are plain JSON. Together a seventh of the engine's time in a chat turn.
"""

import copy
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from . import replace

ATOMS = (str, bytes, int, float, bool, type(None))


def copied(value: Any, memo: Any = None) -> Any:
    """A deep copy of plain JSON; whatever else there is goes to the general function."""
    kind = type(value)
    if kind in ATOMS:
        return value
    if kind is dict:
        return {name: copied(part) for name, part in value.items()}
    if kind is list:
        return [copied(part) for part in value]
    return copy.deepcopy(value, memo)


def _parse(original: Any) -> Any:
    remembered = lru_cache(maxsize=4096)(original)

    def parse_policy_document(doc: Any) -> Any:
        return remembered(doc) if isinstance(doc, str) else original(doc)

    return parse_policy_document


def apply() -> None:
    from ministack.core import iam_evaluator
    from ministack.services import dynamodb

    replace(iam_evaluator, "parse_policy_document", _parse)
    replace(dynamodb, "copy", lambda module: SimpleNamespace(copy=module.copy, deepcopy=copied))
