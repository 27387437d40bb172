"""Networks that break after they have taken a post: it is looked up where it can be, and never sent a second time."""

import time

import pytest

from functions.effects import ledger
from functions.effects.adapters.protocol import Outcome, Prepared
from functions.effects.adapters.social.mastodon import Mastodon
from functions.effects.errors import StillRunning
from tests.standins.linkedin import AUTHOR

from .approved import Killed
from .posting import CHEAP, Posts
from .test_social import TOOLS

READ_BACK = ["social.mastodon_post", "social.facebook_post", "social.linkedin_post"]
FOUND = [*READ_BACK, "social.instagram_publish"]
PERSON = {"author_urn": "urn:li:person:abc"}


def breaks(posts: Posts, tool: str, fault: str) -> None:
    """At the call that publishes: Instagram's second."""
    posts.network(tool).faults = ["", fault] if "instagram" in tool else [fault]


def sent(posts: Posts, tool: str) -> int:
    return len(posts.network(tool).changing) - (1 if "instagram" in tool else 0)


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_500"])
@pytest.mark.parametrize("tool", FOUND)
def test_taken_and_the_answer_lost_is_found_there_at_once(posts: Posts, tool: str, fault: str) -> None:
    record = posts.approve(tool)
    breaks(posts, tool, fault)
    effect = posts.execute(record)
    assert (effect.status, sent(posts, tool)) == ("confirmed", 1)
    assert effect.reconciled_at
    assert effect.result
    assert effect.result["external_id"]
    assert posts.execute(record, by="two") == effect


@pytest.mark.parametrize("fault", ["accept_then_drop", "accept_then_500", "drop", "broken"])
def test_x_cannot_be_asked_so_a_person_is(posts: Posts, fault: str) -> None:
    breaks(posts, "social.x_post", fault)
    record = posts.approve("social.x_post")
    assert posts.execute(record).status == "needs_person"
    assert posts.execute(record, by="two").status == "needs_person"
    assert sent(posts, "social.x_post") == 1


@pytest.mark.parametrize("fault", ["accept_then_drop", "drop"])
def test_a_persons_linkedin_cannot_be_read_so_a_person_is_asked(posts: Posts, fault: str) -> None:
    tool = "social.linkedin_post"
    posts.safe.held["linkedin"] |= PERSON
    breaks(posts, tool, fault)
    assert (
        posts.execute(posts.approve(tool, arguments=posts.arguments(tool) | PERSON)).status == "needs_person"
    )
    assert sent(posts, tool) == 1


@pytest.mark.parametrize("fault", ["drop", "broken"])
@pytest.mark.parametrize("tool", FOUND)
def test_lost_on_its_way_it_is_looked_for_and_then_a_person_is_asked_and_it_is_not_sent_again(
    posts: Posts, tool: str, fault: str
) -> None:
    record = posts.approve(tool)
    breaks(posts, tool, fault)
    assert posts.execute(record).status == "unknown"
    statuses = [posts.look_again(record) for _ in range(ledger.MOST_LOOKUPS - 1)]
    assert statuses == ["unknown"] * (ledger.MOST_LOOKUPS - 2) + ["needs_person"]
    assert sent(posts, tool) == 1


def test_too_slow_an_answer_is_found_by_the_sweep(posts: Posts) -> None:
    """Three seconds are left of the send's time, and none for a look at once."""
    tool = "social.facebook_post"
    record = posts.approve(tool)
    breaks(posts, tool, "delay")
    now, posts.now = posts.now, time.time() - ledger.SEND + 3
    assert posts.execute(record).status == "unknown"
    posts.network(tool).release()
    posts.now = now
    assert posts.look_again(record) == "confirmed"
    assert sent(posts, tool) == 1


@pytest.mark.parametrize("tool", READ_BACK)
def test_an_older_post_of_the_same_words_is_not_taken_for_ours(posts: Posts, tool: str) -> None:
    """A weekly post, say: last week's stands there, and this one was lost on its way."""
    last_week = posts.now - 7 * 24 * 3600
    posts.networks.mastodon.post(CHEAP, last_week)
    posts.networks.graph.posts.append({"id": "1001_7", "message": CHEAP, "at": last_week})
    posts.execute(posts.approve("social.linkedin_post"))
    posts.networks.linkedin.posts[0]["createdAt"] = int(last_week * 1000)
    breaks(posts, tool, "drop")
    assert posts.execute(posts.approve(tool)).status == "unknown"


@pytest.mark.parametrize("tool", READ_BACK)
def test_words_that_a_network_gives_back_in_its_own_way_are_found(posts: Posts, tool: str) -> None:
    """LinkedIn without the escapes, the others without the white space at the ends."""
    text = "  Flu jabs (free) #today\n\nBook now \n"
    breaks(posts, tool, "drop")
    record = posts.approve(tool, arguments=posts.arguments(tool, text))
    assert posts.execute(record).status == "unknown"
    kept = text.strip()
    posts.networks.mastodon.post(kept, posts.now)
    posts.networks.graph.posts.append({"id": "1001_7", "message": kept, "at": posts.now})
    posts.networks.linkedin.posts.append(
        {"id": "urn:li:share:1", "author": AUTHOR, "commentary": kept, "createdAt": int(posts.now * 1000)}
    )
    assert posts.look_again(record) == "confirmed"


@pytest.mark.parametrize("tool", ["social.mastodon_post", "social.linkedin_post"])
def test_a_token_that_may_post_and_not_read_leaves_it_to_a_person(posts: Posts, tool: str) -> None:
    posts.networks.mastodon.readable = posts.networks.linkedin.readable = False
    breaks(posts, tool, "accept_then_drop")
    assert posts.execute(posts.approve(tool)).status == "needs_person"


@pytest.mark.parametrize("tool", FOUND)
def test_a_credential_that_is_gone_by_then_leaves_it_to_a_person(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    breaks(posts, tool, "drop")
    assert posts.execute(record).status == "unknown"
    posts.safe.held.clear()
    assert posts.look_again(record) == "needs_person"


class Dying(Mastodon):
    """Killed once the request has gone."""

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        super().send(prepared, deadline)
        raise Killed


def test_a_worker_killed_after_it_sent_leaves_a_post_that_the_next_one_finds(posts: Posts) -> None:
    tool = "social.mastodon_post"
    record = posts.approve(tool)
    posts.adapters = {**posts.adapters, tool: Dying(posts.networks.mastodon.address)}
    with pytest.raises(Killed):
        posts.execute(record)
    with pytest.raises(StillRunning):
        posts.execute(record, by="two")
    posts.now += ledger.LEASE + 1
    effect = posts.execute(record, by="three")
    assert (effect.status, len(posts.networks.mastodon.statuses)) == ("confirmed", 1)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_network_that_is_not_there_got_nothing(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    posts.network(tool).stop()
    assert posts.execute(record).status == "not_sent"
