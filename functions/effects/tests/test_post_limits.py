"""What each network takes, to the last character; and our counting never says less than theirs."""

import time

import pytest
from greenlight.post_length import graphemes, units, weighted
from greenlight.post_limits import LIMITS, hashtags, little, problems

from functions.effects.adapters import ADAPTERS
from functions.effects.capability import CAPABILITY
from tests.standins import graph

from .posting import IMAGE, REF

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ARGUMENTS = {
    "mastodon": {"instance": "https://mastodon.social", "language": "en", "visibility": "public"},
    "facebook": {"page_id": graph.PAGE},
    "instagram": {"account_id": graph.ACCOUNT, "image_url": IMAGE},
    "linkedin": {"author_urn": "urn:li:person:abc"},
    "x": {},
}


def pointers(platform: str, text: str, **changes: object) -> list[str]:
    """Where an adapter finds fault with a post of this text."""
    limit = LIMITS[platform]
    arguments = {"credential_ref": REF, **ARGUMENTS[platform], limit.field: text, **changes}
    given = {name: value for name, value in arguments.items() if value != "left out"}
    return [problem["pointer"] for problem in ADAPTERS[limit.tool].validate(given)]


@pytest.mark.parametrize("platform", LIMITS)
@pytest.mark.parametrize("letter", ["a", "é", "本", "\U0001f600", "#", "\\"])
def test_the_last_character_that_fits_is_taken_and_the_next_is_not(platform: str, letter: str) -> None:
    limit = LIMITS[platform]
    most = limit.most // limit.length(letter)
    assert pointers(platform, letter * most) == []
    assert pointers(platform, letter * (most + 1)) == [f"/{limit.field}"]


@pytest.mark.parametrize("platform", LIMITS)
@pytest.mark.parametrize("text", ["", " \n\t", "\ud800", None, 7, ["a"]])
def test_a_post_without_a_text_is_refused(platform: str, text: str) -> None:
    assert f"/{LIMITS[platform].field}" in pointers(platform, text)


@pytest.mark.parametrize("platform", LIMITS)
def test_every_argument_is_looked_at_and_no_other_is_taken(platform: str) -> None:
    assert pointers(platform, "Hello", extra=1) == ["/extra"]
    for name in ("credential_ref", *ARGUMENTS[platform]):
        for wrong in ("left out", "", "a b\n", 7):
            assert f"/{name}" in pointers(platform, "Hello", **{name: wrong}), (name, wrong)


@pytest.mark.parametrize(
    "instance",
    ["http://mastodon.social", "https://127.0.0.1", "https://10.0.0.1", "https://a.example/path", "https://u@a.example",
     "https://a.example:8443", "https://localhost", "javascript:alert(1)", "https://a.example/?q", "http://127.0.0.1:8606"],
)  # fmt: skip
def test_an_instance_is_a_public_server_and_nothing_else(instance: str) -> None:
    assert "/instance" in pointers("mastodon", "Hello", instance=instance)


@pytest.mark.parametrize(
    "instance", ["https://mastodon.social", "mastodon.social", "https://Mastodon.Social/"]
)
def test_an_instance_may_be_written_in_several_ways(instance: str) -> None:
    assert pointers("mastodon", "Hello", instance=instance) == []


def test_instagram_takes_thirty_hashtags_twenty_mentions_and_no_post_without_a_picture() -> None:
    assert pointers("instagram", "#a1 " * 30) == []
    assert pointers("instagram", "#a1 " * 31) == ["/caption"]
    assert pointers("instagram", "@a1 " * 20) == []
    assert pointers("instagram", "@a1 " * 21) == ["/caption"]
    assert pointers("instagram", "Hello", image_url="left out") == ["/image_url"]
    assert pointers("instagram", "Hello", image_url="http://img.example/a.jpg") == ["/image_url"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0), ("a" * 280, 280), ("é" * 281, 281), ("e\u0301", 1), ("本" * 140, 280), ("\U0001f600" * 140, 280),
        (FAMILY * 140, 280), ("\U0001f44d\U0001f3fd", 2), ("1\ufe0f\u20e3", 2), ("\U0001f1e9\U0001f1ea", 2),
        ("\u2764\ufe0f", 2), ("\u00a9", 2), ("\u2026", 2), ("\u2019", 1), ("\r\n", 1),
        ("https://example.com/" + "a" * 300, 23), ("https://example.com/" + "a" * 300 + " hi", 26), ("http://a.co", 23),
        ("example.com", 23), ("(https://example.com/a_(b)).", 26), ("https://example.com/a, b", 26),
        ("#tag @user", 10), ("3.50 or e.g. this", 17),
    ],
)  # fmt: skip
def test_x_counts_as_twitter_text_does(text: str, length: int) -> None:
    """The figures are twitter-text-parser 3.0.0's, which passes twitter-text's own conformance tests."""
    assert weighted(text) == length


def test_what_may_be_a_link_for_x_or_not_counts_as_the_longer_of_both() -> None:
    assert weighted("notes.txt") == 23  # X counts 9
    assert weighted("https://x.unheardof/" + "a" * 50) == 70


def test_mastodon_counts_what_a_person_sees_and_a_link_as_23() -> None:
    assert graphemes(FAMILY + "e\u0301") == 2
    assert graphemes("https://example.com/" + "a" * 300) == 23
    assert graphemes("http://a.co") == 23
    assert graphemes("example.com") == 11
    assert graphemes("@ann@social.example") == 4


def test_the_others_count_utf_16() -> None:
    assert (units("\U0001f600"), units("é")) == (2, 1)


def test_little_text_disarms_whatever_linkedin_would_read() -> None:
    assert little("a\\b #c @d (e)") == "a\\\\b \\#c \\@d \\(e\\)"


@pytest.mark.parametrize(("text", "number"), [("#a #b1, #1a", 3), ("#1 a#b &#x; ##", 0), ("#本#語", 1)])
def test_hashtags_are_counted(text: str, number: int) -> None:
    assert hashtags(text) == number


@pytest.mark.parametrize(
    "text", ["http://" + "a." * 20_000, "a-" * 20_000, "@" + "a." * 20_000 + "@", "(" * 50_000]
)
def test_a_hostile_text_takes_no_time(text: str) -> None:
    """Seconds of this thread's own work, whatever else the machine does; backtracking would take minutes."""
    began = time.thread_time()
    for platform in LIMITS:
        problems(platform, text)
    assert time.thread_time() - began < 5


def test_every_limit_belongs_to_a_tool_that_is_declared_and_sent() -> None:
    (social,) = [page for page in CAPABILITY.toolsets if page.name == "social"]
    declared = {f"social.{tool.name}": tool for tool in social.tools}
    assert {limit.tool for limit in LIMITS.values()} == declared.keys() == set(filter(_social, ADAPTERS))
    for platform, limit in LIMITS.items():
        tool = declared[limit.tool]
        assert (tool.effect, tool.verb, ADAPTERS[limit.tool].credential) == ("external", limit.verb, platform)
        assert {"credential_ref", limit.field} <= tool.arguments.model_fields.keys()


def _social(tool: str) -> bool:
    return tool.startswith("social.")
