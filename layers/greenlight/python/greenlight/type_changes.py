"""What a new version of an agent type may change: it only adds, so that what was set up before stays valid.

Anything else needs a new major id (`….v2`), which is another type. Pure; pointers point into the new definition.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .reading import pointer
from .type_values import Problem

Json = Mapping[str, Any]
Complaint = tuple[tuple[str | int, ...], str]
VERBS = ("publish", "post", "send", "place_order", "close_position")
NEW_ID = "that needs a new major id"
_COUNTS = ("minLength", "minItems", "minProperties")
_LEAST = ("minimum", "exclusiveMinimum", *_COUNTS)
_MOST = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_SAME = (
    "pattern",
    "format",
    "multipleOf",
    "uniqueItems",
    "x-one-of",
    "x-keys-from",
)  # or left out from now on
_FIXED = ("skill_binding", "deliverables")
INFINITE = float("inf")
_SAFER: Json = {
    "always_ask": False,
    "fresh_login": False,
    "people": 1,
}  # who is asked may only become stricter


def problems(before: Json, after: Json) -> list[Problem]:
    """Why this definition is no addition to the one before; empty when it is."""
    found = [
        *_schema(before["config_schema"], after["config_schema"], ("config_schema",)),
        *_templates(before["goal_templates"], after["goal_templates"]),
        *_asking(before["enforcement_defaults"], after["enforcement_defaults"]),
    ]
    return [{"pointer": pointer(*path), "detail": detail} for path, detail in found]


def _templates(before: list[Json], after: list[Json]) -> Iterator[Complaint]:
    places = {template["goal_template_id"]: number for number, template in enumerate(after)}
    for old in before:
        name = old["goal_template_id"]
        if name not in places:
            yield ("goal_templates",), f"lacks {name}, which the version before has: {NEW_ID}"
            continue
        number = places[name]
        new, path = after[number], ("goal_templates", number)
        for gone in sorted(set(old["frequencies"]) - set(new["frequencies"])):
            yield (*path, "frequencies"), f"lacks {gone}, which the version before has: {NEW_ID}"
        for word in _FIXED:
            if old[word] != new[word]:
                yield (*path, word), f"was {old[word]}: {NEW_ID}"
        yield from _schema(old["settings_schema"], new["settings_schema"], (*path, "settings_schema"))


def _schema(old: Json, new: Json, path: tuple[str | int, ...]) -> Iterator[Complaint]:
    """Whatever fits `old` must fit `new`."""
    if old.get("type") != new.get("type"):
        yield (*path, "type"), f"was {old.get('type')}: {NEW_ID}"
        return
    for word, detail in _narrowed(old, new):
        yield (*path, word), f"{detail}: {NEW_ID}"
    before, after = old.get("properties", {}), new.get("properties", {})
    for name in sorted(set(new.get("required", ())) - set(old.get("required", ()))):
        yield (*path, "required"), f"newly names {name}: {NEW_ID}"
    for name, inner in before.items():
        if name not in after:
            yield (*path, "properties", name), f"was removed: {NEW_ID}"
        else:
            yield from _schema(inner, after[name], (*path, "properties", name))
    if "items" in new:
        yield from _schema(old.get("items", {}), new["items"], (*path, "items"))


def _narrowed(old: Json, new: Json) -> Iterator[tuple[str, str]]:
    """By keyword, what the new schema takes less of."""
    yield from _bounded(old, new)
    for word in _SAME:
        if word in new and new[word] != old.get(word):
            yield word, "was another one" if word in old else "was not there"
    if old.get("x-provider") != new.get("x-provider"):
        yield "x-provider", "was another one"
    taken, offered = _choices(old), _choices(new)
    if offered is not None and (taken is None or any(choice not in offered for choice in taken)):
        yield "enum" if "enum" in new else "const", "takes less than before"


def _bounded(old: Json, new: Json) -> Iterator[tuple[str, str]]:
    """A length or a count has a least of 0 where none is said; a number has none."""
    for word in _LEAST:
        free = 0 if word in _COUNTS else -INFINITE
        if new.get(word, free) > old.get(word, free):
            yield word, f"was {old.get(word, 'not there')}"
    for word in _MOST:
        if new.get(word, INFINITE) < old.get(word, INFINITE):
            yield word, f"was {old.get(word, 'not there')}"


def _choices(schema: Json) -> list[Any] | None:
    """What alone fits; None where there is no such list. A bool is no number here, as in JSON Schema."""
    if "const" in schema:
        return [_distinct(schema["const"])]
    return [_distinct(choice) for choice in schema["enum"]] if "enum" in schema else None


def _distinct(value: Any) -> Any:
    return (type(value) is bool, value)


def _asking(before: Json, after: Json) -> Iterator[Complaint]:
    """By verb and as `approvals.rules` reads it: what always asked asks on, of as many people, as freshly signed in."""
    old, new = before.get("approvals", {}), after.get("approvals", {})
    for verb in VERBS:
        for rule, lax in _SAFER.items():
            if _rule(new, verb, rule, lax) < _rule(old, verb, rule, lax):
                where = ("enforcement_defaults", "approvals", "verbs", verb, rule)
                yield where, f"was {str(_rule(old, verb, rule, lax)).lower()}: {NEW_ID}"


def _rule(said: Json, verb: str, rule: str, lax: Any) -> Any:
    external, of_verb = said.get("effects", {}).get("external", {}), said.get("verbs", {}).get(verb, {})
    return {rule: lax, **said, **external, **of_verb}[rule]
