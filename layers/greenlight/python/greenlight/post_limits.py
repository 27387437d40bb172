"""What each network takes, to the last character: for whoever drafts a post, and for whoever sends it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .post_length import graphemes, units, weighted

_HASHTAG = re.compile(r"(?<![\w&/])[#\uff03](?=\w*[^\W\d])\w+")
_MENTION = re.compile(r"(?<![\w/])@\w")
_LITTLE = re.compile(r"[\\<>#~_|\[\]*(){}@]")  # LinkedIn's little text: each of these begins something


def little(text: str) -> str:
    """LinkedIn's spelling of a plain text (little text format): nothing in it is a mention or a hashtag."""
    return _LITTLE.sub(lambda one: f"\\{one[0]}", text)


@dataclass(frozen=True, slots=True)
class Limit:
    """`tool` publishes there, with the text under `field`; `most` is in what `length` counts. None: no such limit."""

    tool: str
    verb: str
    field: str
    most: int
    length: Callable[[str], int]
    counted: str = "characters"
    hashtags: int | None = None
    mentions: int | None = None
    media: bool = False


LIMITS: Mapping[str, Limit] = {
    "mastodon": Limit("social.mastodon_post", "post", "text", 500, graphemes),
    "facebook": Limit("social.facebook_post", "post", "message", 63_206, units),
    "instagram": Limit(
        "social.instagram_publish", "publish", "caption", 2_200, units, hashtags=30, mentions=20, media=True
    ),
    "linkedin": Limit(
        "social.linkedin_post", "publish", "text", 3_000, lambda text: units(little(text)),
        "characters, counting a \\ before each of \\ < > # ~ _ | [ ] * ( ) { } @",
    ),
    "x": Limit("social.x_post", "post", "text", 280, weighted, "weighted characters (a link is 23, an emoji 2)"),
}  # fmt: skip


def problems(platform: str, text: str) -> list[str]:
    """What stands in the way of publishing this text there, worded to follow the field's name."""
    limit = LIMITS[platform]
    found = [] if text.strip() else ["must not be empty"]
    if (length := limit.length(text)) > limit.most:
        found.append(f"is {length} {limit.counted} long; {platform} takes {limit.most}")
    if limit.hashtags is not None and (tags := hashtags(text)) > limit.hashtags:
        found.append(f"holds {tags} hashtags; {platform} takes {limit.hashtags}")
    if limit.mentions is not None and (mentions := len(_MENTION.findall(text))) > limit.mentions:
        found.append(f"mentions {mentions} accounts; {platform} takes {limit.mentions}")
    return found


def hashtags(text: str) -> int:
    return len(_HASHTAG.findall(text))
