"""Each guardrail: what it keeps out, and where its finger points."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.agent_types.guardrails import problems
from functions.agent_types.guardrails.words import DEEPEST, MOST_FIELDS, WORDS

from .definitions import CONFIG, GOAL, GONE, RECALL, TYPE, changed

TERMS: dict[str, Any] = {"risk_limits": [], "approvals": {}}
WHOLE = {"agent_type_id": RECALL, "version": 1, **TYPE, "enforcement_defaults": TERMS}
TOOLS = {"notes.create", "notes.list"}
NICK = "/config_schema/properties/nickname"
TOPIC = "/goal_templates/0/settings_schema/properties/topic"
ROOM = "/goal_templates/0/settings_schema/properties/room"


def nested(depth: int) -> Any:
    node: Any = {"type": "string"}
    for _ in range(depth):
        node = {"type": "object", "additionalProperties": False, "properties": {"in": node}}
    return node


def test_a_sound_definition_has_no_problem() -> None:
    assert problems(WHOLE, None, TOOLS) == []


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (f"{NICK}/minLength", -1), (f"{NICK}/maxLength", "60"), (f"{NICK}/enum", "a"),
        ("/config_schema/required", "nickname"), ("/config_schema/properties", []),
        (f"{NICK}/type", "text"), (f"{NICK}/type", ["string", "null"]), (f"{NICK}/type", GONE),
        (f"{NICK}/$ref", "https://example.com/schema.json"), (f"{NICK}/$ref", "#/$defs/name"),
        (f"{NICK}/anyOf", [{"type": "string"}]), (f"{NICK}/not", {}), (f"{NICK}/contentEncoding", "base64"),
        (f"{NICK}/x-secret", True), (f"{NICK}/format", "hostname"), (f"{NICK}/format", "regex"),
        (f"{NICK}/pattern", "(a"), (f"{NICK}/pattern", "(?=a)a"), (f"{NICK}/pattern", r"(a)\1"),
        (f"{NICK}/pattern", "a" * 201), (f"{NICK}/default", ""), (f"{NICK}/default", 7),
        ("/config_schema/additionalProperties", True), ("/config_schema/additionalProperties", GONE),
        ("/config_schema/properties/rooms/items", GONE), ("/config_schema/properties/rooms/items", True),
        ("/config_schema/$schema", "http://json-schema.org/draft-07/schema#"),
        ("/config_schema/required", ["nickname", "nobody"]),
        (f"{TOPIC}/type", "text"), (f"{TOPIC}/$ref", "#/"), (f"{NICK}/enum", list(range(201))),
    ],
)  # fmt: skip
def test_a_schema_that_no_form_can_show_is_pointed_at(pointer: str, value: Any) -> None:
    found = [one["pointer"] for one in problems(changed(WHOLE, (pointer, value)), None, TOOLS)]
    assert pointer in found


@pytest.mark.parametrize("name", ["password", "api_key_secret", "accessToken"])
def test_no_schema_asks_for_a_secret_by_name(name: str) -> None:
    place = f"/config_schema/properties/{name}"
    (problem,) = problems(changed(WHOLE, (place, {"type": "string"})), None, TOOLS)
    assert problem["pointer"] == place
    reference = {"type": "string", "format": "credential-ref", "x-provider": "x"}
    assert problems(changed(WHOLE, (place, reference)), None, TOOLS) == []


def test_sizes_have_an_end() -> None:
    deep = changed(WHOLE, ("/config_schema/properties/deep", nested(DEEPEST)))
    assert "nested" in str(problems(deep, None, TOOLS))
    assert not problems(changed(WHOLE, ("/config_schema/properties/deep", nested(DEEPEST - 1))), None, TOOLS)
    field = {"type": "string"}
    wide = {**CONFIG["properties"], **{f"f{n}": field for n in range(MOST_FIELDS)}}
    assert "fields" in str(problems(changed(WHOLE, ("/config_schema/properties", wide)), None, TOOLS))
    long = changed(WHOLE, (f"{NICK}/description", "x" * 33_000))
    assert [one["pointer"] for one in problems(long, None, TOOLS)] == ["/config_schema"]
    huge = changed(WHOLE, ("/goal_templates", [{**GOAL, "description": "x" * 99_000}]))
    assert [one["pointer"] for one in problems(huge, None, TOOLS)] == [""]


def test_a_schema_as_deep_as_json_gets_is_refused_and_not_followed() -> None:
    deep = changed(WHOLE, ("/config_schema/properties/deep", nested(200)))
    assert problems(deep, None, TOOLS)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        (f"{ROOM}/x-default-from", "/nobody"), (f"{ROOM}/x-default-from", "room"), (f"{ROOM}/x-default-from", 7),
        (f"{ROOM}/x-default-from", "/rooms"), (f"{ROOM}/x-default-from", "/rooms/0"), (f"{ROOM}/x-one-of", "/nickname"),
        (f"{ROOM}/x-one-of", "/nobody"), (f"{ROOM}/x-default-from", "/nickname"),
        (f"{NICK}/x-default-from", "/room"), ("/config_schema/x-keys-from", "/nickname"),
        ("/config_schema/x-keys-from", "/rooms"), ("/config_schema/properties/account/x-provider", "nobody"),
        ("/config_schema/properties/account/x-provider", GONE), (f"{NICK}/x-provider", "x"),
    ],
)  # fmt: skip
def test_a_pointer_into_the_configuration_leads_to_what_fits(pointer: str, value: Any) -> None:
    found = [one["pointer"] for one in problems(changed(WHOLE, (pointer, value)), None, TOOLS)]
    assert found == [pointer]


@pytest.mark.parametrize(
    ("field", "detail"),
    [
        ({"type": "string", "x-default-from": "/most"}, "is integer"),
        ({"type": "array", "items": {"type": "integer", "x-default-from": "/most"}}, "at the root"),
    ],
)
def test_a_default_is_of_the_fields_type_and_of_the_whole_field(field: Any, detail: str) -> None:
    place = "/goal_templates/0/settings_schema/properties/more"
    (problem,) = problems(changed(WHOLE, (place, field)), None, TOOLS)
    assert problem["pointer"].startswith(place)
    assert problem["pointer"].endswith("/x-default-from")
    assert detail in problem["detail"]


def test_the_version_before_is_compared_with_what_would_follow_it() -> None:
    less = changed(WHOLE, ("/config_schema/properties/most", GONE))
    assert [one["pointer"] for one in problems(less, WHOLE, TOOLS)] == ["/config_schema/properties/most"]


@pytest.mark.parametrize(
    ("pointer", "value", "at"),
    [
        ("/sample_config/nickname", GONE, "/sample_config/nickname"),
        ("/sample_config/rooms", ["a", "a", "a", "a", "a", "a"], "/sample_config/rooms"),
        ("/sample_config/extra", 1, "/sample_config/extra"),
        ("/sample_config/account", "@somebody", "/sample_config/account"),
        ("/goal_templates/0/sample_settings/topic", GONE, "/goal_templates/0/sample_settings/topic"),
        ("/goal_templates/0/sample_settings/room", "c", "/goal_templates/0/sample_settings/room"),
    ],
)
def test_the_samples_are_whole_and_fit(pointer: str, value: Any, at: str) -> None:
    assert [one["pointer"] for one in problems(changed(WHOLE, (pointer, value)), None, TOOLS)] == [at]


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/goal_templates/0/skill_binding", "marketing.nothing"),
        ("/goal_templates/0/skill_binding", "daily_micro_post"),
        ("/goal_templates/0/deliverables", "trade"), ("/goal_templates/0/default_frequency", "monthly"),
        ("/tools/0", "web.*"), ("/tools/0", "notes"), ("/persona", "nobody"), ("/persona", " "),
    ],
)  # fmt: skip
def test_what_is_named_exists(pointer: str, value: Any) -> None:
    assert [one["pointer"] for one in problems(changed(WHOLE, (pointer, value)), None, TOOLS)] == [pointer]


def test_a_sample_that_is_none_of_what_it_points_to_is_told_wherever_it_is_used() -> None:
    found = [one["pointer"] for one in problems(changed(WHOLE, ("/sample_config/room", "c")), None, TOOLS)]
    assert found == ["/sample_config/room", "/goal_templates/0/sample_settings/room"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6) | st.sampled_from(sorted(WORDS)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(WORDS)) | st.text(max_size=3), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(sorted(WORDS)), json_values),
    st.dictionaries(st.text(max_size=5), json_values),
)
def test_no_schema_whatever_it_holds_is_a_fault(schema: Any, properties: Any) -> None:
    wanted = {"type": "object", "additionalProperties": False, "properties": properties, **schema}
    for pointer in ("/config_schema", "/goal_templates/0/settings_schema"):
        problems(changed(WHOLE, (pointer, wanted)), WHOLE, TOOLS)


def test_a_template_is_named_once_and_a_limit_is_for_a_tool_that_there_is() -> None:
    twice = changed(WHOLE, ("/goal_templates", [GOAL, GOAL]))
    assert [one["pointer"] for one in problems(twice, None, TOOLS)] == ["/goal_templates/1/goal_template_id"]
    limit = {"tool": "notes.burn", "pointer": "/n", "max": 1}
    limited = changed(WHOLE, ("/enforcement_defaults/risk_limits", [limit]))
    (problem,) = problems(limited, None, TOOLS)
    assert problem["pointer"] == "/enforcement_defaults/risk_limits/0/tool"
