"""What is told of an outcome, kept brief: what happened is said in any case, and the whole of it stands elsewhere."""

import json
from collections.abc import Mapping
from typing import Any

MOST = 20 * 1024  # bytes: with its envelope it stays within one socket frame, and within a prompt's patience
LONG, KEPT = 4_000, 2_000  # characters of one text
CUT = "… (cut; the whole stands with the approval)"
LEFT_OUT = "Too large to show here; the whole stands with the approval."


def in_short(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer itself where it is brief; else with its long texts cut, at last without what makes it large.

    A record of a table has 400 KB at most, and an outcome that could not be stored would be asked for over and over.
    """
    if _size(answer) <= MOST:
        return dict(answer)
    cut: dict[str, Any] = _cut(answer)
    for name in ("edited", "result"):
        if _size(cut) > MOST and name in cut:
            cut[name] = {"detail": LEFT_OUT}
    return cut


def _size(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode())


def _cut(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) <= LONG else f"{value[:KEPT]}{CUT}"
    if isinstance(value, Mapping):
        return {name: _cut(inner) for name, inner in value.items()}
    return [_cut(inner) for inner in value] if isinstance(value, list | tuple) else value
