"""A post's text as it goes out: hashtags chosen and appended, limits and the customer's own constraints held. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from greenlight import post_limits
from greenlight.post_limits import LIMITS

from functions.goal_run.ports import Json
from functions.goal_run.proposal import Problem, problem

TAG = re.compile(r"[#\uff03](\w+)")  # also the full-width sign, which networks take for the same
NO_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What a draft aims at, where a platform takes far more: characters without hashtags, and how many of those."""

    asked: int
    hashtags: int


STYLES: Mapping[str, Style] = {
    "mastodon": Style(420, 4), "facebook": Style(1_200, 3), "instagram": Style(1_200, 10), "x": Style(230, 2),
    "linkedin": Style(1_200, 0),  # its posts show them as plain text
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """What one post may be: `most` as the platform counts, with its hashtags; `asked` what the model is asked for.
    `banned` hashtags in lower case, without their sign."""

    platform: str
    most: int
    asked: int
    hashtags: int
    banned: frozenset[str]

    @classmethod
    def of(cls, platform: str, constraints: Mapping[str, Any]) -> "Room":
        """The platform's limits and the customer's constraints, whichever is stricter."""
        style, tags, most = STYLES[platform], constraints.get("hashtags", {}), LIMITS[platform].most
        most = min(most, int(constraints.get("max_length") or most))
        banned = frozenset(_bare(one).lower() for one in tags.get("banned", ()))
        allowed = min(style.hashtags, int(tags.get("max", style.hashtags)))
        return cls(platform, most, min(style.asked, most), allowed, banned)

    def length(self, text: str) -> int:
        return LIMITS[self.platform].length(text)

    def checks(self, text: str) -> list[Json]:
        """What a person reads beside the text."""
        return [
            {"check": "length", "is": self.length(text), "most": self.most},
            {"check": "hashtags", "is": len(TAG.findall(text)), "most": self.hashtags},
        ]


def assembled(post: Json, room: Room) -> str:
    """The text with as many of its hashtags as fit; a banned one never gets in."""
    text = str(post["text"]).strip()
    there = {tag.lower() for tag in TAG.findall(text)}
    left = room.hashtags - len(there)
    for tag in _tags(post, room, there):
        longer = f"{text}{' ' if TAG.search(text) else chr(10) * 2}#{tag}"
        if left < 1 or room.length(longer) > room.most:
            break
        text, left = longer, left - 1
    return text


def complaints(post: Json, room: Room) -> list[Problem]:
    """Why this post may not be proposed; hashtags that do not fit are left out and no reason."""
    text = str(post["text"]).strip()
    found = [problem("limits", f"It {one}.") for one in post_limits.problems(room.platform, text)]
    if not found and (size := room.length(text)) > room.most:
        found.append(problem("constraints", f"It has {size} characters; {room.most} are allowed."))
    inside = TAG.findall(text)
    if len(inside) > room.hashtags:
        found.append(problem("constraints", f"It has {len(inside)} hashtags; {room.hashtags} are allowed."))
    if used := sorted({tag for tag in inside if tag.lower() in room.banned}):
        found.append(problem("constraints", f"It uses #{', #'.join(used)}, which is not wanted."))
    return found


def _tags(post: Json, room: Room, there: set[str]) -> Iterator[str]:
    seen = set(there)
    for said in post.get("hashtags", ()):
        tag = _bare(str(said))
        if tag and tag.lower() not in seen | room.banned:
            seen.add(tag.lower())
            yield tag


def _bare(tag: str) -> str:
    return NO_WORD.sub("", tag)
