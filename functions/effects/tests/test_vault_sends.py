"""From the vault to the wire: a credential as its customer connected it, in a post that a person approved."""

from dataclasses import replace

import pytest
from greenlight.credentials import Credential

from functions.effects.credentials import VaultSecrets
from functions.effects.effect import Effect
from functions.effects.execute import execute
from functions.effects.probe import probe
from functions.vault import store
from tests.standins.platform import caller

from .approved import TENANT
from .posting import Posts
from .vaulted import connected, stored

TOOL = "social.mastodon_post"


@pytest.fixture
def credential(posts: Posts) -> Credential:
    return connected(token=posts.networks.mastodon.token, identity={"instance": posts.networks.mastodon.url})


def posted(posts: Posts, credential: Credential, revoked: bool = False) -> Effect:
    """Approved while all was well; `revoked` revokes what it names before it is sent."""
    arguments = posts.arguments(TOOL) | {"credential_ref": credential.credential_ref}
    record = posts.approve(TOOL, arguments=arguments)
    if revoked:
        store.revoke(caller(), credential)
    return execute(record.approval_id, replace(posts.ports(), secrets=VaultSecrets(TENANT)))


def test_what_the_vault_holds_is_what_arrives(posts: Posts, credential: Credential) -> None:
    effect = posted(posts, credential)
    assert (effect.status, effect.detail) == ("confirmed", "")
    (call,) = posts.networks.mastodon.calls
    assert f"Authorization: Bearer {posts.networks.mastodon.token}".encode() in call.raw


def test_revoked_after_the_approval_nothing_is_sent(posts: Posts, credential: Credential) -> None:
    effect = posted(posts, credential, revoked=True)
    assert (effect.status, posts.networks.mastodon.calls) == ("not_sent", [])
    assert "revoked" in effect.detail


def test_a_credential_for_another_server_does_not_leave_for_this_one(posts: Posts, account: None) -> None:
    effect = posted(posts, connected(token=posts.networks.mastodon.token))
    assert (effect.status, posts.networks.mastodon.calls) == ("not_sent", [])


def test_one_that_the_server_does_not_take_needs_reconnecting_and_the_next_post_stays_here(
    posts: Posts, account: None
) -> None:
    wrong = connected(identity={"instance": posts.networks.mastodon.url})
    assert posted(posts, wrong).status in {"failed", "not_sent"}
    assert stored(wrong)["status"] == "needs_reconnect"
    before = len(posts.networks.mastodon.calls)
    assert posted(posts, wrong).status == "not_sent"
    assert len(posts.networks.mastodon.calls) == before


def test_a_probe_asks_the_server_itself(posts: Posts, credential: Credential) -> None:
    wrong = connected(identity={"instance": posts.networks.mastodon.url})
    asked = {"tenant_id": TENANT, "tool": TOOL}
    said = [
        probe(asked | {"credential_ref": one.credential_ref}, posts.adapters)["health"]
        for one in (credential, wrong)
    ]
    assert said == ["connected", "needs_reconnect"]
    assert not posts.networks.mastodon.changing
