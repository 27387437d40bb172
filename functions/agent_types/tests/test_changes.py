"""Additive only: a new version takes whatever the one before took, and asks nobody less."""

from typing import Any

import pytest
from greenlight.type_changes import VERBS, problems

from .definitions import CONFIG, GOAL, GONE, TYPE, changed

FULL = {
    **CONFIG["properties"],
    "code": {"type": "string", "minLength": 2, "maxLength": 9, "pattern": "^a", "format": "uri"},
    "share": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "multipleOf": 0.5},
    "tags": {"type": "array", "minItems": 1, "maxItems": 3, "uniqueItems": True, "items": {"type": "string"}},
    "fixed": {"type": "string", "const": "one"},
    "free": {"type": "string"},
    "inner": {
        "type": "object", "additionalProperties": False, "required": ["a"], "maxProperties": 3,
        "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
    },
}  # fmt: skip
BEFORE = changed(TYPE, ("/config_schema/properties", FULL), ("/goal_templates", [GOAL]))
P, G = "/config_schema/properties", "/goal_templates/0"


@pytest.mark.parametrize(
    ("pointer", "value", "at"),
    [
        (f"{P}/free", GONE, f"{P}/free"),
        (f"{P}/inner/properties/b", GONE, f"{P}/inner/properties/b"),
        (f"{P}/free/type", "integer", f"{P}/free/type"),
        (f"{P}/most/type", "number", f"{P}/most/type"),
        ("/config_schema/required", ["nickname", "rooms", "room", "free"], "/config_schema/required"),
        (f"{P}/inner/required", ["a", "b"], f"{P}/inner/required"),
        (f"{P}/code/minLength", 3, f"{P}/code/minLength"),
        (f"{P}/code/maxLength", 8, f"{P}/code/maxLength"),
        (f"{P}/free/minLength", 1, f"{P}/free/minLength"),
        (f"{P}/free/maxLength", 9999, f"{P}/free/maxLength"),
        (f"{P}/code/pattern", "^b", f"{P}/code/pattern"),
        (f"{P}/free/pattern", "a", f"{P}/free/pattern"),
        (f"{P}/free/format", "uri", f"{P}/free/format"),
        (f"{P}/code/format", "email", f"{P}/code/format"),
        (f"{P}/most/minimum", 2, f"{P}/most/minimum"),
        (f"{P}/most/maximum", 9, f"{P}/most/maximum"),
        (f"{P}/share/minimum", -5, f"{P}/share/minimum"),
        (f"{P}/share/exclusiveMinimum", 0.1, f"{P}/share/exclusiveMinimum"),
        (f"{P}/share/exclusiveMaximum", 0.9, f"{P}/share/exclusiveMaximum"),
        (f"{P}/share/multipleOf", 1, f"{P}/share/multipleOf"),
        (f"{P}/tags/minItems", 2, f"{P}/tags/minItems"),
        (f"{P}/tags/maxItems", 2, f"{P}/tags/maxItems"),
        (f"{P}/rooms/uniqueItems", True, f"{P}/rooms/uniqueItems"),
        (f"{P}/tags/items/maxLength", 5, f"{P}/tags/items/maxLength"),
        (f"{P}/inner/maxProperties", 2, f"{P}/inner/maxProperties"),
        (f"{P}/rooms/items/enum", ["a", "b"], f"{P}/rooms/items/enum"),
        (f"{P}/free/enum", ["a"], f"{P}/free/enum"),
        (f"{P}/free/const", "a", f"{P}/free/const"),
        (f"{P}/fixed/const", "two", f"{P}/fixed/const"),
        (f"{P}/free/x-one-of", "/rooms", f"{P}/free/x-one-of"),
        (f"{P}/account/x-provider", "x", f"{P}/account/x-provider"),
        ("/goal_templates", [], "/goal_templates"),
        (f"{G}/frequencies", ["daily"], f"{G}/frequencies"),
        (f"{G}/skill_binding", "marketing.weekly_batch", f"{G}/skill_binding"),
        (f"{G}/deliverables", "report", f"{G}/deliverables"),
        (f"{G}/settings_schema/properties/topic", GONE, f"{G}/settings_schema/properties/topic"),
        (
            f"{G}/settings_schema/properties/topic/maxLength",
            99,
            f"{G}/settings_schema/properties/topic/maxLength",
        ),
    ],
)
def test_what_was_valid_before_would_not_be_now(pointer: str, value: Any, at: str) -> None:
    found = problems(BEFORE, changed(BEFORE, (pointer, value)))
    assert [one["pointer"] for one in found] == [at]
    assert "new major id" in found[0]["detail"]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (f"{P}/more", {"type": "string"}), (f"{P}/code/minLength", 1), (f"{P}/code/maxLength", GONE),
        (f"{P}/code/pattern", GONE), (f"{P}/most/maximum", 11), (f"{P}/tags/uniqueItems", GONE),
        (f"{P}/rooms/items/enum", ["a", "b", "c", "d"]), (f"{P}/room/x-one-of", GONE), (f"{P}/free/minLength", 0),
        ("/config_schema/required", ["nickname"]), (f"{P}/free/title", "New"), (f"{P}/free/default", "x"),
        (f"{P}/inner/properties/c", {"type": "string"}), ("/title", "New"), ("/persona", "Another."),
        ("/goal_templates", [{**GOAL, "goal_template_id": "first"}, GOAL]), (f"{G}/default_frequency", "weekly"),
        (f"{G}/frequencies", ["daily", "weekly", "monthly"]),
    ],
)  # fmt: skip
def test_what_only_adds_or_widens_is_taken(pointer: str, value: Any) -> None:
    assert problems(BEFORE, changed(BEFORE, (pointer, value))) == []


def test_a_fixed_value_may_become_a_choice_that_holds_it() -> None:
    wider = changed(BEFORE, (f"{P}/fixed/const", GONE), (f"{P}/fixed/enum", ["one", "two"]))
    assert problems(BEFORE, wider) == []
    assert problems(changed(BEFORE, (f"{P}/fixed/const", 1)), changed(BEFORE, (f"{P}/fixed/const", True)))


def asking(**said: Any) -> dict[str, Any]:
    return changed(BEFORE, ("/enforcement_defaults/approvals", said))


@pytest.mark.parametrize("verb", VERBS)
def test_always_ask_is_kept_once_a_verb_has_it(verb: str) -> None:
    before, off = asking(verbs={verb: {"always_ask": True}}), {verb: {"always_ask": False}}
    at = f"/enforcement_defaults/approvals/verbs/{verb}/always_ask"
    for after in (asking(), asking(verbs=off), asking(always_ask=True, verbs=off)):
        assert [one["pointer"] for one in problems(before, after)] == [at]
    for after in (before, asking(always_ask=True), asking(effects={"external": {"always_ask": True}})):
        assert problems(before, after) == []


def test_two_people_and_a_fresh_sign_in_stay_asked_for_too() -> None:
    before = asking(verbs={"place_order": {"people": 2, "fresh_login": True}})
    found = {one["pointer"].rpartition("/")[2] for one in problems(before, asking())}
    assert found == {"people", "fresh_login"}
    assert problems(asking(), before) == []


def test_what_everything_was_asked_for_is_asked_for_each_verb() -> None:
    assert len(problems(asking(always_ask=True), asking())) == len(VERBS)
