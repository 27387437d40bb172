"""A standing approval's pattern: one matcher per argument of one tool. Pure; whatever is in doubt does not match.

`{"const": v}` · `{"enum": [v, …]}` · `{"prefix": text}` · `{"min": n, "max": n}` (either or both) · `{"any": true}`
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from greenlight.errors import Invalid
from greenlight.reading import pointer

from .digests import canonical

Matcher = Mapping[str, Any]
Pattern = Mapping[str, Matcher]
Problems = list[dict[str, str]]
MOST_VALUES = 50
MOST_TEXT = 2000
# What could make a text that begins as approved mean another place: `..` steps, backslashes, encoded ones, controls.
_ELSEWHERE = re.compile(r"(?:^|[/\\])\.\.?(?:[/\\?#]|$)|\\|%(?:2e|2f|5c|25)|[\x00-\x1f\x7f]", re.IGNORECASE)
_HOST = re.compile(r"[a-z]+://[^/@?#\s]+/")
_ABSENT = object()


def matches(pattern: Pattern, arguments: Mapping[str, Any]) -> bool:
    """Every argument is named by the pattern and fits; one that is left out fits `any` alone."""
    if not arguments.keys() <= pattern.keys():
        return False
    return all(_fits(matcher, arguments.get(name, _ABSENT)) for name, matcher in pattern.items())


def _fits(matcher: Matcher, value: Any) -> bool:
    if "any" in matcher:
        return True
    return value is not _ABSENT and _KINDS[next(iter(matcher))](matcher, value)


def _is_const(matcher: Matcher, value: Any) -> bool:
    return canonical(value) == canonical(matcher["const"])


def _is_one_of(matcher: Matcher, value: Any) -> bool:
    return canonical(value) in {canonical(one) for one in matcher["enum"]}


def _begins(matcher: Matcher, value: Any) -> bool:
    rest = value[len(matcher["prefix"]) :] if isinstance(value, str) else ""
    return (
        isinstance(value, str) and value.startswith(matcher["prefix"]) and not _ELSEWHERE.search(f"/{rest}")
    )


def _in_range(matcher: Matcher, value: Any) -> bool:
    low, high = matcher.get("min", float("-inf")), matcher.get("max", float("inf"))
    return _is_number(value) and bool(low <= value <= high)


_KINDS: Mapping[str, Callable[[Matcher, Any], bool]] = {
    "const": _is_const, "enum": _is_one_of, "prefix": _begins, "min": _in_range, "max": _in_range,
}  # fmt: skip


def check(pattern: Pattern, schema: Mapping[str, Any]) -> None:
    """Raises Invalid unless each top-level argument of the schema, and nothing else, has a matcher, not all `any`."""
    wanted = schema.get("properties", {}).keys()
    problems = [_problem(name, "is no argument of this tool") for name in pattern.keys() - wanted]
    problems += [
        _problem(name, "needs a matcher; {any: true} if anything will do") for name in wanted - pattern.keys()
    ]
    problems += [found for name in sorted(pattern.keys() & wanted) for found in _wrong(name, pattern[name])]
    if not problems and all("any" in matcher for matcher in pattern.values()):
        problems = [
            {"pointer": pointer("arguments"), "detail": "would allow anything; narrow at least one argument"}
        ]
    if problems:
        raise Invalid(
            f"This is no pattern: {problems[0]['pointer']} {problems[0]['detail']}", problems=problems
        )


def _wrong(name: str, matcher: Matcher) -> Problems:
    kinds = frozenset(matcher)
    said = (
        _SOUND[kinds](matcher) if kinds in _SOUND else "is one of const, enum, prefix, min and max, any: true"
    )
    return [_problem(name, said)] if said else []


def _sound_values(matcher: Matcher) -> str:
    values = matcher.get("enum", [matcher.get("const")])
    if not isinstance(values, list) or not 0 < len(values) <= MOST_VALUES:
        return f"enum is a list of 1 to {MOST_VALUES} values"
    return "" if len(canonical(values)) <= MOST_TEXT else f"has more than {MOST_TEXT} characters"


def _sound_prefix(matcher: Matcher) -> str:
    """A web address must be fixed up to its path: `https://example.com` also begins `https://example.com.evil.org`."""
    prefix = matcher["prefix"]
    if not isinstance(prefix, str) or not 0 < len(prefix) <= MOST_TEXT:
        return f"prefix is a text of 1 to {MOST_TEXT} characters"
    if _ELSEWHERE.search(prefix):
        return "holds a step, an encoding or a control character that may lead elsewhere"
    if any(scheme.startswith(prefix.lower()) for scheme in ("http://", "https://")):
        return "is too short to say where to"
    if "://" in prefix and not _HOST.match(prefix):
        return "must name the host in full, up to the slash that begins its path"
    return ""


def _sound_range(matcher: Matcher) -> str:
    if not all(_is_number(value) for value in matcher.values()):
        return "min and max are numbers"
    return "" if matcher.get("min", float("-inf")) <= matcher.get("max", float("inf")) else "min is above max"


def _sound_any(matcher: Matcher) -> str:
    return "" if matcher["any"] is True else "any can only be true"


_SOUND: Mapping[frozenset[str], Callable[[Matcher], str]] = {
    frozenset({"const"}): _sound_values, frozenset({"enum"}): _sound_values, frozenset({"prefix"}): _sound_prefix,
    frozenset({"min"}): _sound_range, frozenset({"max"}): _sound_range, frozenset({"min", "max"}): _sound_range,
    frozenset({"any"}): _sound_any,
}  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _problem(name: str, detail: str) -> dict[str, str]:
    return {"pointer": pointer("arguments", name), "detail": detail}
