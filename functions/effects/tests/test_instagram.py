"""Instagram's two calls, approved as one text: a container that nobody sees, then its publication."""

import pytest

from .posting import Posts
from .test_social import sealed_again


def test_both_requests_to_instagram_are_what_was_approved_in_one_text(posts: Posts) -> None:
    record = posts.approve("social.instagram_publish")
    effect = posts.execute(record)
    assert (effect.status, effect.detail) == ("confirmed", "")
    container, publish = posts.networks.graph.changing
    shown, _, then = record.exact.partition("\r\n\r\n(then,")
    assert sealed_again(container.raw, posts) == shown
    filled = then.partition(")\r\n\r\n")[2].replace("CONTAINER_ID", posts.networks.graph.published[0])
    assert sealed_again(publish.raw, posts) == filled
    assert effect.staged == posts.networks.graph.published[0]


def test_instagram_waits_until_the_picture_is_ready(posts: Posts) -> None:
    posts.networks.graph.slowness = 3
    assert posts.execute(posts.approve("social.instagram_publish")).status == "confirmed"
    asked = [call for call in posts.networks.graph.calls if not call.changes]
    assert len(asked) == 4


@pytest.mark.parametrize("word", ["ERROR", "EXPIRED"])
def test_a_picture_that_cannot_be_taken_in_is_not_published(posts: Posts, word: str) -> None:
    posts.networks.graph.fails = word
    effect = posts.execute(posts.approve("social.instagram_publish"))
    assert (effect.status, posts.networks.graph.published) == ("failed", [])


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_500", "drop", "broken"])
def test_a_picture_that_may_or_may_not_be_there_is_nothing_that_anybody_sees(
    posts: Posts, fault: str
) -> None:
    posts.networks.graph.faults = [fault]
    effect = posts.execute(posts.approve("social.instagram_publish"))
    assert (effect.status, posts.networks.graph.published) == ("not_sent", [])
    assert len(posts.networks.graph.changing) == 1
