"""The arguments of a post, judged field by field: the schema is looked at elsewhere, and a caller may forget it."""

import re
from collections.abc import Iterator, Mapping

from greenlight.post_limits import LIMITS
from greenlight.post_limits import problems as too_much
from greenlight.reading import pointer

from functions.effects.adapters.protocol import Arguments, Problem

REFERENCE = re.compile(r"crd_[A-Za-z0-9]{1,40}\Z")
Fields = Mapping[
    str, re.Pattern[str] | None
]  # a pattern for what is no free text; None for the text of the post


def problems(platform: str, arguments: Arguments, fields: Fields, optional: Fields) -> Iterator[Problem]:
    """What is missing, unknown, of the wrong shape, or more than this platform takes."""
    known = {"credential_ref": REFERENCE, **fields, **optional}
    for name in arguments:
        if name not in known:
            yield _problem(name, "is nothing that this post has")
    for name, pattern in known.items():
        value = arguments.get(name)
        if value is None and name in optional:
            continue
        yield from _field(platform, name, value, pattern)


def _field(platform: str, name: str, value: object, pattern: re.Pattern[str] | None) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _problem(name, "must be a text")
    elif not _is_whole(value):
        yield _problem(name, "holds half a character, which UTF-8 cannot carry")
    elif pattern is not None:
        if not pattern.match(value):
            yield _problem(name, f"is not of the form {pattern.pattern.removesuffix(chr(92) + 'Z')}")
    elif name == LIMITS[platform].field:
        yield from (_problem(name, detail) for detail in too_much(platform, value))


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= one <= "\udfff" for one in text)


def _problem(name: str, detail: str) -> Problem:
    return {"pointer": pointer(name), "detail": detail}
