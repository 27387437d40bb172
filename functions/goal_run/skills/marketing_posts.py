"""One platform's posts: adapted by the model from the canonical ones, checked, and put into the tool's arguments."""

from collections.abc import Sequence
from dataclasses import dataclass

from greenlight.errors import Denied, Refused
from greenlight.post_limits import LIMITS

from functions.goal_run.given import Given
from functions.goal_run.ports import Json, Ports
from functions.goal_run.proposal import Problem, Proposal, problem, refused

from . import marketing_brief as brief
from . import marketing_plan as plan
from .marketing_text import Room, assembled, complaints
from .marketing_tools import arguments


@dataclass(frozen=True, slots=True)
class Account:
    """Where posts go: the platform's room for a text, and the credential that speaks there, by its reference."""

    room: Room
    ref: str
    identity: Json

    @property
    def platform(self) -> str:
        return self.room.platform


def draft(given: Given, platform: str, ports: Ports) -> Sequence[Proposal]:
    """One proposal per post; a post that breaks a limit twice is refused alone, and all of them where the platform
    cannot be posted to. Raises ModelUnavailable."""
    sources = _sources(given, ports)
    try:
        account = _account(given, platform, ports)
        posts = _written(given, account, sources, ports)
    except Refused as no:
        why = problem(str(no.extra.get("rule", "model")), no.detail)
        return [_refused(platform, n, one, why) for n, one in enumerate(sources)]
    pairs = zip(sources, posts, strict=True)
    return [_proposal(given, account, n, source, post) for n, (source, post) in enumerate(pairs)]


def schema(posts: int, room: Room) -> Json:
    about = f"Without hashtags, {room.asked} characters at most."
    tags = {
        "type": "array", "maxItems": room.hashtags, "items": {"type": "string", "minLength": 1, "maxLength": 40},
        "description": "Words without the sign; none is fine.",
    }  # fmt: skip
    post = {
        "type": "object", "required": ["text", "hashtags"], "additionalProperties": False,
        "properties": {
            "text": {"type": "string", "minLength": 1, "maxLength": room.most, "description": about}, "hashtags": tags,
        },
    }  # fmt: skip
    return {
        "type": "object", "required": ["posts"], "additionalProperties": False,
        "properties": {"posts": {"type": "array", "minItems": posts, "maxItems": posts, "items": post}},
    }  # fmt: skip


def name(platform: str, number: int) -> str:
    return f"{platform}-{number + 1:02d}"


def _sources(given: Given, ports: Ports) -> Sequence[Json]:
    """The canonical posts; of a revision what it was made from."""
    if given.revised:
        return [given.revised.content.get("canonical") or {"title": given.revised.title, "text": ""}]
    found: Sequence[Json] = ports.canonical()["posts"]
    return found


def _account(given: Given, platform: str, ports: Ports) -> Account:
    """Raises Denied where nothing can be posted at all: found out before the model is paid for it."""
    ref = given.config.get("platform_credentials", {}).get(platform, "")
    if not ref:
        raise Denied(f"No {platform} account is connected; connect one first.", rule="credential")
    if LIMITS[platform].media and not given.settings.get("image_url"):
        raise Denied(
            f"{platform} takes no post without an image: give the goal an `image_url`.", rule="media"
        )
    return Account(Room.of(platform, given.config.get("constraints", {})), ref, ports.identity(ref, platform))


def _written(given: Given, account: Account, sources: Sequence[Json], ports: Ports) -> Sequence[Json]:
    room = account.room
    if given.revised:
        text = str(given.revised.content.get("body", ""))
        messages = brief.revising(given, room, text, given.revised.note)
    else:
        messages = brief.adapting(given, room, sources)
    count = len(sources)
    said = ports.writer().write(
        f"{room.platform}_posts", messages, schema(count, room), count, lambda said: _complaints(said, room)
    )
    found: Sequence[Json] = said["posts"]
    return found


def _complaints(said: Json, room: Room) -> Sequence[str]:
    """For the model, that answers once more: which post breaks what."""
    every = [(n, complaints(post, room)) for n, post in enumerate(said["posts"], 1)]
    return [f"Post {n}: {one['detail']}" for n, found in every for one in found]


def _proposal(given: Given, account: Account, number: int, source: Json, post: Json) -> Proposal:
    platform, text = account.platform, assembled(post, account.room)
    content = {
        "text": text, "body": str(post["text"]).strip(), "canonical": dict(source), "language": brief.language(given),
        "week": source.get("week", 1), "checks": account.room.checks(text),
    }  # fmt: skip
    tool = LIMITS[platform]
    return Proposal(
        name(platform, number), "post", str(source["title"]), content, platform, tool.tool, tool.verb,
        arguments(platform, account.ref, account.identity, text, given), _when(given, platform, number),
        tuple(complaints(post, account.room)),
    )  # fmt: skip


def _when(given: Given, platform: str, number: int) -> int:
    """A revision keeps its time while that is still ahead."""
    if given.revised:
        return given.revised.suggested_at if given.revised.suggested_at > given.run.epoch else 0
    return plan.suggested_at(given, platform, number)


def _refused(platform: str, number: int, source: Json, why: Problem) -> Proposal:
    return refused(name(platform, number), "post", str(source["title"]), why, platform=platform)
