"""What a version changed, for a person to see: by place, and within a text by word. Pure."""

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from greenlight.approvals.judge import differences

_WORD = re.compile(r"\S+|\s+")
MOST = 1_000_000  # pairs of words that are compared; a longer rewrite is shown as one piece out, one piece in
Piece = dict[str, str]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`{op: add|remove|replace, path, before, after, words?}` for each place that differs, by JSON pointer."""
    return [_change(one) for one in differences(before, after)]


def _change(one: Mapping[str, Any]) -> dict[str, Any]:
    old, new = one.get("from"), one.get("value")
    texts = isinstance(old, str) and isinstance(new, str)
    return {
        "op": one["op"], "path": one["path"], "before": old, "after": new,
        "words": between(str(old), str(new)) if texts else None,
    }  # fmt: skip


def between(before: str, after: str) -> list[Piece]:
    """`{op: equal|delete|insert, text}` in reading order: what is not inserted is `before`, what is not deleted is
    `after`, to the character."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    pieces = [_piece("equal", old[:head])]
    pieces += _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces.append(_piece("equal", old[len(old) - tail :]))
    return [piece for piece in pieces if piece["text"]]


def _middle(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    if len(old) * len(new) > MOST:
        return [_piece("delete", old), _piece("insert", new)]
    pieces: list[Piece] = []
    for op, from_old, to_old, from_new, to_new in SequenceMatcher(str.isspace, old, new, False).get_opcodes():
        if op == "equal":
            pieces.append(_piece("equal", old[from_old:to_old]))
        else:
            pieces += [_piece("delete", old[from_old:to_old]), _piece("insert", new[from_new:to_new])]
    return pieces


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are the same from the start on."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _piece(op: str, words: Sequence[str]) -> Piece:
    return {"op": op, "text": "".join(words)}
