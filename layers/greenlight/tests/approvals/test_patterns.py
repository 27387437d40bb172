"""What a standing approval's pattern covers, and what it must not even if it looks alike."""

from typing import Any

import pytest
from greenlight.approvals.patterns import check, matches
from greenlight.errors import Invalid

URL = {"url": {"prefix": "https://example.com/a/"}}
SCHEMA: dict[str, Any] = {"properties": {"url": {}, "n": {}}}


@pytest.mark.parametrize(
    ("matcher", "value", "fits"),
    [
        ({"const": 1}, 1, True), ({"const": 1}, 1.0, True), ({"const": 1}, True, False), ({"const": 0}, False, False),
        ({"const": "1"}, 1, False), ({"const": None}, None, True), ({"const": {"a": [1]}}, {"a": [1]}, True),
        ({"const": {"a": 1}}, {"a": 1, "b": 2}, False), ({"enum": ["a", 2]}, 2, True), ({"enum": ["a"]}, "b", False),
        ({"enum": [1]}, True, False), ({"min": 1}, 1, True), ({"min": 1}, 0.9, False), ({"max": 3}, 3, True),
        ({"max": 3}, 4, False), ({"min": 1, "max": 3}, 2, True), ({"min": 1, "max": 3}, 4, False),
        ({"min": 0}, True, False), ({"max": 9}, "1", False), ({"any": True}, {"x": [None]}, True),
        ({"prefix": "Hello"}, "Hello you", True), ({"prefix": "Hello"}, "hello you", False),
        ({"prefix": "1"}, 12, False),
    ],
)  # fmt: skip
def test_a_matcher_fits_a_value_of_its_own_kind(matcher: Any, value: Any, fits: bool) -> None:
    assert matches({"a": matcher}, {"a": value}) is fits


@pytest.mark.parametrize("rest", ["", "b", "b/c?d=e#f", "b..c", "...", "x=1&y=2"])
def test_a_prefix_covers_what_lies_below_it(rest: str) -> None:
    assert matches(URL, {"url": f"https://example.com/a/{rest}"})


@pytest.mark.parametrize(
    "rest",
    ["..", "../b", "b/../../c", "./b", "b/..", "..?x", "%2e%2e/b", "%2E./b", "b%2f..%2fc", "b%5cc", "b\\c", "..\\c",
     "%252e%252e/b", "b\n", "b\x00c", "\tb", "b\x7f"],
)  # fmt: skip
def test_a_prefix_covers_nothing_that_may_lead_elsewhere(rest: str) -> None:
    assert not matches(URL, {"url": f"https://example.com/a/{rest}"})


def test_every_argument_must_be_named_and_one_left_out_fits_any_alone() -> None:
    pattern: Any = {"a": {"const": 1}, "b": {"any": True}}
    assert matches(pattern, {"a": 1, "b": "x"})
    assert matches(pattern, {"a": 1})
    assert not matches(pattern, {"b": "x"})
    assert not matches(pattern, {"a": 1, "c": 2})
    assert not matches({"a": {"const": None}}, {})


@pytest.mark.parametrize(
    "url",
    [{"const": "x"}, {"enum": [1, 2]}, {"prefix": "https://example.com/"}, {"prefix": "Dear "}, {"min": 1},
     {"min": 1, "max": 1}, {"any": True}],
)  # fmt: skip
def test_a_sound_pattern_is_taken(url: Any) -> None:
    check({"url": url, "n": {"const": 1}}, SCHEMA)


@pytest.mark.parametrize(
    "url",
    [
        {}, {"const": 1, "any": True}, {"regex": "x"}, {"enum": []}, {"enum": "abc"}, {"enum": list(range(51))},
        {"const": "x" * 2001}, {"prefix": ""}, {"prefix": 7}, {"prefix": "h"}, {"prefix": "https://"},
        {"prefix": "HTTPS:"}, {"prefix": "https://example.com"}, {"prefix": "https://u@example.com/"},
        {"prefix": "https://example.com?/"}, {"prefix": "https://example.com/../"}, {"prefix": "a\x00"},
        {"min": "1"}, {"min": True}, {"min": 2, "max": 1}, {"any": False}, {"any": 1}, {"min": 1, "const": 1},
    ],
)  # fmt: skip
def test_an_unsound_matcher_is_pointed_at(url: Any) -> None:
    with pytest.raises(Invalid) as refused:
        check({"url": url, "n": {"const": 1}}, SCHEMA)
    assert [problem["pointer"] for problem in refused.value.problems] == ["/arguments/url"]


@pytest.mark.parametrize(
    ("pattern", "pointers"),
    [
        ({"url": {"const": 1}}, {"/arguments/n"}),
        ({"url": {"const": 1}, "n": {"any": True}, "more": {"any": True}}, {"/arguments/more"}),
        ({"url": {"any": True}, "n": {"any": True}}, {"/arguments"}),
        ({}, {"/arguments/url", "/arguments/n"}),
    ],
)
def test_a_pattern_names_each_argument_and_narrows_at_least_one(pattern: Any, pointers: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check(pattern, SCHEMA)
    assert {problem["pointer"] for problem in refused.value.problems} == pointers
