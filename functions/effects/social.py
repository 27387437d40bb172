"""What agents may ask to have published, and how such a post is written; nothing here publishes, the adapters do."""

from typing import Literal

from greenlight.caller import Caller
from greenlight.declare import Tool, Toolset
from pydantic import BaseModel, ConfigDict, Field

from .tools import Nobody, never

Ref = Field(description="The connected account, by its reference (crd_…).")


class MastodonPostInput(BaseModel):
    """One status on a Mastodon instance."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Ref
    instance: str = Field(description="The account's own server, such as https://mastodon.social.")
    text: str = Field(description="At most 500 characters; a link counts as 23.")
    language: str = Field(description="ISO 639-1, such as en or hi.")
    visibility: Literal["public", "unlisted"]


class FacebookPostInput(BaseModel):
    """One post on a Facebook Page."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Ref
    page_id: str
    message: str = Field(description="At most 63206 characters.")
    link: str | None = Field(description="An https address that is shown beneath the message, or null.")


class InstagramPublishInput(BaseModel):
    """One picture with its caption on a professional Instagram account."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Ref
    account_id: str
    caption: str = Field(description="At most 2200 characters, 30 hashtags and 20 mentions.")
    image_url: str = Field(description="A public https address of a JPEG.")


class LinkedInPostInput(BaseModel):
    """One post of an organisation or a person on LinkedIn."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Ref
    author_urn: str = Field(description="urn:li:organization:… or urn:li:person:….")
    text: str = Field(description="At most 3000 characters; hashtags and mentions in it are plain text.")


class XPostInput(BaseModel):
    """One post on X."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Ref
    text: str = Field(description="At most 280 weighted characters: a link is 23, an emoji 2.")


class PostOutput(BaseModel):
    """The network's own id of the post, and where it is shown; empty where the network does not say."""

    status_code: int
    external_id: str
    url: str


def mastodon_post(caller: Caller, arguments: MastodonPostInput, port: Nobody) -> PostOutput:
    """Publish one post on Mastodon; a person approves the exact post first."""
    return never(caller, arguments, port)


def facebook_post(caller: Caller, arguments: FacebookPostInput, port: Nobody) -> PostOutput:
    """Publish one post on a Facebook Page; a person approves the exact post first."""
    return never(caller, arguments, port)


def instagram_publish(caller: Caller, arguments: InstagramPublishInput, port: Nobody) -> PostOutput:
    """Publish one picture with a caption on Instagram; a person approves the exact post first."""
    return never(caller, arguments, port)


def linkedin_post(caller: Caller, arguments: LinkedInPostInput, port: Nobody) -> PostOutput:
    """Publish one post on LinkedIn; a person approves the exact post first."""
    return never(caller, arguments, port)


def x_post(caller: Caller, arguments: XPostInput, port: Nobody) -> PostOutput:
    """Publish one post on X; a person approves the exact post first."""
    return never(caller, arguments, port)


SOCIAL = Toolset(
    name="social",
    title="Social networks",
    about="posts on networks",
    tools=(
        Tool(mastodon_post, effect="external", verb="post"),
        Tool(facebook_post, effect="external", verb="post"),
        Tool(instagram_publish, effect="external", verb="publish"),
        Tool(linkedin_post, effect="external", verb="publish"),
        # X takes 1.5 cents for a post, and 20 for one with a link in it (docs.x.com, August 2026).
        Tool(x_post, effect="external", verb="post", price_cents=20),
    ),
)
