"""A post's text to the exact boundary, its hashtags, and when it is suggested for: all pure."""

from dataclasses import replace
from typing import Any

import pytest
from greenlight.post_limits import LIMITS
from hypothesis import given as every
from hypothesis import settings as how
from hypothesis import strategies as some

from functions.goal_run.skills.marketing_text import STYLES, Room, assembled, complaints


def room(platform: str = "mastodon", **constraints: Any) -> Room:
    return Room.of(platform, constraints)


def post(text: str, *tags: str) -> dict[str, Any]:
    return {"text": text, "hashtags": list(tags)}


@pytest.mark.parametrize("platform", sorted(LIMITS))
def test_a_text_may_fill_its_platform_and_not_one_sign_more(platform: str) -> None:
    most = LIMITS[platform].most
    assert complaints(post("a" * most), room(platform)) == []
    assert [one["rule"] for one in complaints(post("a" * (most + 1)), room(platform))] == ["limits"]


def test_the_customers_own_length_counts_where_it_is_stricter() -> None:
    assert complaints(post("a" * 90), room(max_length=90)) == []
    assert [one["rule"] for one in complaints(post("a" * 91), room(max_length=90))] == ["constraints"]
    assert room("x", max_length=9_000).most == 280


def test_an_emoji_counts_double_on_x() -> None:
    assert complaints(post("🦷" * 140), room("x")) == []
    assert complaints(post("🦷" * 141), room("x")) != []


def test_hashtags_are_appended_as_long_as_they_fit() -> None:
    assert assembled(post("Brush.", "teeth", "#dental care"), room()) == "Brush.\n\n#teeth #dentalcare"
    assert assembled(post("a" * 495, "teeth"), room()) == "a" * 495
    assert assembled(post("a" * 492, "teeth"), room()) == "a" * 492 + "\n\n#teeth"
    assert assembled(post("a" * 493, "teeth"), room()) == "a" * 493


def test_no_more_hashtags_than_the_customer_wants_and_none_of_those_he_bans() -> None:
    tags = {"max": 2, "banned": ["Miracle"]}
    text = assembled(post("Brush.", "miracle", "one", "One", "two", "three"), room(hashtags=tags))
    assert text == "Brush.\n\n#one #two"
    for said in ("A #miracle!", "A \uff03miracle!"):
        assert [one["rule"] for one in complaints(post(said), room(hashtags=tags))] == ["constraints"]
    assert [one["rule"] for one in complaints(post("#a #b #c"), room(hashtags=tags))] == ["constraints"]


def test_linkedin_gets_no_hashtags_since_it_would_show_them_as_text() -> None:
    assert assembled(post("Brush.", "teeth"), room("linkedin")) == "Brush."


def test_what_is_asked_for_leaves_room_for_the_hashtags() -> None:
    for platform, style in STYLES.items():
        assert style.asked < LIMITS[platform].most


@how(max_examples=60, deadline=None)
@every(
    text=some.text(min_size=1, max_size=300),
    tags=some.lists(some.text(max_size=30), max_size=6),
    platform=some.sampled_from(sorted(LIMITS)),
    most=some.integers(20, 400),
)
def test_what_a_hashtag_adds_never_breaks_a_limit(
    text: str, tags: list[str], platform: str, most: int
) -> None:
    """Whatever a model writes: a text that is within its limits still is with its hashtags."""
    within = replace(room(platform), most=min(LIMITS[platform].most, most))
    if not complaints(post(text), within):
        assert not complaints(post(assembled(post(text, *tags), within)), within)
