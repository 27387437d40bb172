"""Networks that answer in ways that they should not: what is said of the post stays true, and nobody else waits."""

import pytest

from functions.effects.adapters.protocol import Adapter
from functions.effects.adapters.social.facebook import Facebook
from functions.effects.adapters.social.mastodon import Mastodon
from functions.effects.adapters.social.x import X
from functions.effects.effect import Effect
from tests.standins.behaviours import answers
from tests.standins.calls import Call, Reply
from tests.standins.graph import VERSION
from tests.standins.linkedin import AUTHOR
from tests.standins.mastodon import MastodonStandIn
from tests.standins.receiver import receiving

from .posting import CHEAP, Posts

LOCATION = "Location: https://elsewhere.example/"


def answered(posts: Posts, body: bytes, status: str, *more: str, tool: str = "social.x_post") -> Effect:
    with receiving(answers(body, status, "application/json", *more)) as network:
        here: dict[str, Adapter] = {
            "social.x_post": X(network.url),
            "social.facebook_post": Facebook(f"{network.url}/{VERSION}"),
        }
        posts.adapters = {**posts.adapters, **here}
        effect = posts.execute(posts.approve(tool))
        assert len([request for request in network.requests if request.method == "POST"]) == 1
    return effect


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_led_elsewhere_it_may_have_been_made_here(posts: Posts, status: str) -> None:
    """A 303 is what follows a POST that was done."""
    assert answered(posts, b"", status, LOCATION).status == "needs_person"


@pytest.mark.parametrize("status", ["408 Request Timeout", "409 Conflict"])
def test_a_no_that_something_on_the_way_may_have_said_is_a_doubt(posts: Posts, status: str) -> None:
    """Whoever gave up waiting for the network, or sent it on twice, cannot tell what the network has done."""
    assert answered(posts, b"{}", status).status == "needs_person"


@pytest.mark.parametrize("code", [-2, -1, 1, 2])
def test_metas_unknown_error_is_no_refusal(posts: Posts, code: int) -> None:
    """Also with a 400: 'possibly a temporary issue', after which the post may stand there."""
    body = b'{"error": {"message": "An unknown error has occurred.", "code": %d}}' % code
    assert answered(posts, body, "400 Bad Request", tool="social.facebook_post").status == "unknown"


@pytest.mark.parametrize("status", ["201 Created", "403 Forbidden"])
def test_an_answer_nested_without_an_end_is_an_answer_without_an_id(posts: Posts, status: str) -> None:
    expected = {"201 Created": "needs_person", "403 Forbidden": "failed"}[status]
    assert answered(posts, b'{"data":' * 5_000 + b"[" * 20_000, status).status == expected


def test_half_characters_of_a_network_are_kept_as_replacements(posts: Posts) -> None:
    effect = answered(posts, rb'{"detail": "no \ud83d way", "title": "t"}', "403 Forbidden")
    assert effect.detail == "It answered 403: no \ufffd way. Nothing was published."
    made = answered(posts, rb'{"data": {"id": "1\udc00"}}', "201 Created")
    assert (made.status, made.result and made.result["external_id"]) == ("confirmed", "1\ufffd")


@pytest.mark.parametrize(
    "spelled", ["ab/cd'ef\"gh+1234567", "ab\\/cd'ef\\\"gh+1234567", "ab\\u002fcd\\u0027ef\\u0022gh+1234567"]
)
def test_a_network_that_quotes_our_token_is_not_repeated_however_it_spells_it(
    posts: Posts, spelled: str
) -> None:
    posts.safe.held["x"]["access_token"] = "ab/cd'ef\"gh+1234567"
    quoted = spelled if spelled.startswith("ab\\") else spelled.replace('"', '\\"')
    effect = answered(posts, f'{{"detail": "Malformed token {quoted}!"}}'.encode(), "403 Forbidden")
    assert effect.detail == "It answered 403: Malformed token [sealed]!. Nothing was published."


class Odd(MastodonStandIn):
    """Numbers its statuses, or dates them, as no Mastodon does."""

    named, dated = "", ""

    def served(self, call: Call) -> Reply:
        reply = super().served(call)
        if isinstance(reply.body, list):
            odd = {"id": self.named, "created_at": self.dated}
            said = {name: value for name, value in odd.items() if value}
            return Reply(reply.status, [one | said for one in reply.body])
        return reply


@pytest.mark.parametrize("named", ["1 2", "1\\2", "%", "\ud800", "../../x", "?"])
def test_an_instance_that_numbers_its_statuses_oddly_is_asked_again(posts: Posts, named: str) -> None:
    assert looked_at(posts, named, "") == "unknown"


@pytest.mark.parametrize("dated", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-23:59", "today", "\ud800"])
def test_an_instance_that_dates_its_statuses_oddly_is_asked_again(posts: Posts, dated: str) -> None:
    assert looked_at(posts, "", dated) == "unknown"


def looked_at(posts: Posts, named: str, dated: str) -> str:
    odd = Odd(token=posts.networks.x.token)
    odd.named, odd.dated = named, dated
    odd.start()
    posts.safe.held["mastodon"]["instance"] = odd.url
    posts.adapters = {**posts.adapters, "social.mastodon_post": Mastodon(odd.address)}
    arguments = posts.arguments("social.mastodon_post") | {"instance": odd.url}
    odd.faults = ["drop"]
    odd.post(CHEAP, posts.now)
    try:
        return posts.execute(posts.approve("social.mastodon_post", arguments=arguments)).status
    finally:
        odd.stop()


@pytest.mark.parametrize("tool", ["social.mastodon_post", "social.facebook_post", "social.linkedin_post"])
@pytest.mark.parametrize("at", [(0, 1), (600,)])
def test_what_somebody_posted_by_hand_is_not_taken_for_ours(
    posts: Posts, tool: str, at: tuple[float, ...]
) -> None:
    """Two of the same words, of which one at most is ours; or one of ten minutes after ours was lost."""
    record = posts.approve(tool)
    posts.network(tool).faults = ["drop"]
    assert posts.execute(record).status == "unknown"
    for after in at:
        moment = posts.now + after
        posts.networks.mastodon.post(CHEAP, moment)
        posts.networks.graph.posts.append({"id": f"1001_{after}", "message": CHEAP, "at": moment})
        post = {"id": f"urn:li:share:{after}", "author": AUTHOR, "createdAt": int(moment * 1000)}
        posts.networks.linkedin.posts.append(post | {"commentary": CHEAP})
    assert posts.look_again(record, 1200) == "unknown"
