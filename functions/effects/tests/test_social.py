"""Posts to the networks: what was approved is what arrives, once; and an honest word on what became of it."""

import json

import pytest

from tests.standins import graph

from .posting import CHEAP, REF, Posts

TOOLS = [
    "social.mastodon_post", "social.facebook_post", "social.instagram_publish", "social.linkedin_post",
    "social.x_post",
]  # fmt: skip
SIMPLE = [tool for tool in TOOLS if "instagram" not in tool]
SEALED = f"Authorization: \N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}sealed: {REF}"


def sealed_again(raw: bytes, posts: Posts) -> str:
    token = f"Bearer {posts.networks.x.token}"
    return raw.decode().replace(token, f"{SEALED[15:]}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}")


@pytest.mark.parametrize("tool", SIMPLE)
def test_what_arrives_is_what_was_approved_with_the_secret_in_its_place(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    effect = posts.execute(record)
    assert (effect.status, effect.detail) == ("confirmed", "")
    assert effect.result
    assert effect.result["external_id"]
    assert effect.result["url"]
    (call,) = posts.network(tool).calls
    assert sealed_again(call.raw, posts) == record.exact


@pytest.mark.parametrize("tool", TOOLS)
def test_nobody_is_shown_the_secret_and_the_record_and_the_ledger_hold_none(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    effect = posts.execute(record)
    assert SEALED in record.exact
    assert posts.networks.x.token not in f"{record}{effect}"


@pytest.mark.parametrize("tool", TOOLS)
def test_asked_ten_times_it_is_sent_once(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    effects = [posts.execute(record, by=str(n)) for n in range(10)]
    assert {effect.status for effect in effects} == {"confirmed"}
    assert len(posts.network(tool).changing) == (2 if "instagram" in tool else 1)


@pytest.mark.parametrize("tool", TOOLS)
def test_turned_away_for_the_moment_is_not_sent_and_says_for_how_long(posts: Posts, tool: str) -> None:
    posts.network(tool).faults = ["rate_limit"]
    effect = posts.execute(posts.approve(tool))
    assert effect.status == "not_sent"
    assert effect.result
    assert effect.result["retry_after"] >= 30
    assert len(posts.network(tool).changing) == 1


@pytest.mark.parametrize("tool", TOOLS)
def test_a_token_that_is_no_longer_taken_is_said_to_the_vault_and_nothing_is_posted(
    posts: Posts, tool: str
) -> None:
    record = posts.approve(tool)
    posts.network(tool).token = "another"
    effect = posts.execute(record)
    assert effect.status == "failed"
    assert posts.safe.told == [effect.detail]
    assert posts.networks.x.token not in effect.detail


@pytest.mark.parametrize("tool", TOOLS)
def test_without_its_credential_nothing_leaves(posts: Posts, tool: str) -> None:
    record = posts.approve(tool)
    posts.safe.held.clear()
    effect = posts.execute(record)
    assert (effect.status, effect.detail) == ("not_sent", "There is no such credential.")
    assert posts.network(tool).calls == []


@pytest.mark.parametrize(
    ("tool", "name", "other"),
    [
        ("social.mastodon_post", "instance", "https://mastodon.example"),
        ("social.facebook_post", "page_id", "1002"),
        ("social.instagram_publish", "account_id", "17841400000000002"),
        ("social.linkedin_post", "author_urn", "urn:li:organization:1"),
    ],
)
def test_a_credential_for_another_place_or_account_never_leaves_for_this_one(
    posts: Posts, tool: str, name: str, other: str
) -> None:
    provider = tool.removeprefix("social.").partition("_")[0]
    for identity in ({name: other}, {name: ""}, {}):
        posts.safe.held[provider] = {"access_token": posts.networks.x.token, **identity}
        effect = posts.execute(posts.approve(tool))
        assert effect.status == "not_sent"
        assert "another account or place" in effect.detail
    assert posts.network(tool).calls == []


def test_a_token_that_would_write_a_line_of_its_own_is_not_written(posts: Posts) -> None:
    record = posts.approve("social.x_post")
    posts.safe.held["x"] = {"access_token": "a\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1"}
    effect = posts.execute(record)
    assert (effect.status, posts.networks.x.calls) == ("not_sent", [])
    assert "not what was approved" in effect.detail


def test_a_rehearsal_opens_no_credential(posts: Posts) -> None:
    effect = posts.execute(posts.approve("social.instagram_publish", mode="rehearse"))
    assert (effect.status, effect.rehearsed, posts.safe.opened) == ("not_sent", True, [])
    assert posts.networks.graph.calls == []


def test_linkedin_gets_plain_text_escaped_and_the_versions_that_it_wants(posts: Posts) -> None:
    text = "50% off? #flu @clinic (free) [today] {x} <b> ~a~ *b* _c_ |d| back\\slash"
    tool = "social.linkedin_post"
    posts.execute(posts.approve(tool, arguments=posts.arguments(tool, text)))
    (post,) = posts.networks.linkedin.posts
    assert post["commentary"].replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == text
    (call,) = posts.networks.linkedin.calls
    assert call.headers["x-restli-protocol-version"] == "2.0.0"


def test_the_mastodon_key_is_the_attempts_own(posts: Posts) -> None:
    record = posts.approve("social.mastodon_post")
    effect = posts.execute(record)
    assert list(posts.networks.mastodon.by_key) == [effect.key]


@pytest.mark.parametrize("tool", TOOLS)
def test_a_network_that_says_no_is_quoted_and_nothing_was_published(posts: Posts, tool: str) -> None:
    """Its own rules changed since: the stand-in takes none of this."""
    record = posts.approve(tool)
    network = posts.network(tool)
    if tool == "social.x_post":
        posts.networks.x.posts.append({"id": "1", "text": CHEAP})
    else:
        network.served = lambda call: (_ for _ in ()).throw(  # type: ignore[method-assign]
            network.error("422 Unprocessable Entity", "We have new rules")
        )
    effect = posts.execute(record)
    assert effect.status == "failed"
    assert "duplicate" in effect.detail or "We have new rules" in effect.detail
    assert posts.safe.told == []


@pytest.mark.parametrize("tool", TOOLS)
def test_a_probe_is_one_look_and_tells_a_refused_token_from_a_silent_network(posts: Posts, tool: str) -> None:
    adapter, network = posts.adapters[tool], posts.network(tool)
    secret = posts.safe.held[adapter.credential]
    assert adapter.probe(secret, posts.now + 60).status == "connected"
    assert [call.method for call in network.calls] == ["GET"]
    assert adapter.probe({**secret, "access_token": "another"}, posts.now + 60).status == "needs_reconnect"
    network.stop()
    assert adapter.probe(secret, posts.now + 60).status == "unknown"


def test_the_bytes_of_a_post_can_be_read_by_whoever_approves_it(posts: Posts) -> None:
    text = "Grüße aus 東京 👋"
    tool = "social.facebook_post"
    record = posts.approve(tool, arguments=posts.arguments(tool, text))
    assert text in record.exact
    assert json.loads(record.exact.partition("\r\n\r\n")[2]) == {"message": text}
    assert record.target == f"POST {posts.networks.graph.url}/{graph.VERSION}/{graph.PAGE}/feed"


def test_a_network_that_quotes_our_token_is_not_repeated(posts: Posts) -> None:
    record = posts.approve("social.x_post")
    network = posts.networks.x
    quoting = network.error("403 Forbidden", f"Bearer {network.token} may not do this")
    network.served = lambda call: (_ for _ in ()).throw(quoting)  # type: ignore[method-assign]
    effect = posts.execute(record)
    assert effect.status == "failed"
    assert "[sealed] may not do this" in effect.detail
    assert network.token not in f"{effect}"
