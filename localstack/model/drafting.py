"""Answers by a JSON schema that are written from a brief: posts, titles, hashtags. Valid, and the same each time."""

import re
from typing import Any

from .brief import Brief
from .notes import obey
from .schema import Schema, choices, kind_of, without_null
from .words import FILLER, tokens

LONGEST = 400  # characters of a text whose schema names no limit
MOST_TAGS = 2
_AT_MOST = re.compile(r"(\d+) characters at most")
_HEADING = re.compile(r"[^.!?]{1,80}[.!?]\s+")


def draft(schema: Schema, brief: Brief) -> Any:
    """A value that the schema allows; of what it cannot write about, the smallest one."""
    return _value("", schema, schema, brief, 0)


def _value(name: str, schema: Schema, root: Schema, brief: Brief, number: int) -> Any:
    inner, nullable = without_null(schema, root)
    match kind_of(inner):
        case "object":
            wanted = inner.get("properties", {})
            return {key: _value(key, one, root, brief, number) for key, one in wanted.items()}
        case "array":
            return _list(name, inner, root, brief, number)
        case "enum":
            return choices(inner)[0]
        case "string":
            return fitted(_words(name, brief, number), _most(inner, brief))
        case "integer" | "number":
            return inner.get("minimum", 0)
        case "boolean":
            return False
    return None if nullable else "-"


def _list(name: str, inner: Schema, root: Schema, brief: Brief, number: int) -> list[Any]:
    items = inner.get("items", {})
    if "tag" in name:
        return _tags(brief)[: min(inner.get("maxItems", MOST_TAGS), MOST_TAGS)]
    return [_value(name, items, root, brief, number + at) for at in range(inner.get("minItems", 0))]


def _words(name: str, brief: Brief, number: int) -> str:
    topic = brief.said("topic", brief.said("goal", "News"))
    if name in {"title", "theme", "name"}:
        return f"{topic}, part {number + 1}" if name == "title" and number else topic
    if brief.posts:
        return _again(brief.posts[number % len(brief.posts)], brief)
    offered = brief.listed("offerings")
    about = f" Ask us about {offered[number % len(offered)].lower()}." if offered else ""
    where = f" You find us in {brief.said('location')}." if brief.said("location") else ""
    ends = f" {brief.said('call to action')}" if brief.said("call to action") else ""
    return f"{brief.said('brand')} on {topic.lower()}, number {number + 1}.{about}{where}{ends}"


def _again(post: str, brief: Brief) -> str:
    """A canonical post without its heading, or one that a reviewer sent back, as his note wants it."""
    if not brief.note:
        return _HEADING.sub("", post, count=1) or post
    changed = obey(post, [brief.note])
    return changed if changed != post else f"{post} Revised: {brief.note}"


def _tags(brief: Brief) -> list[str]:
    never = {one.lower().lstrip("#") for one in brief.listed("hashtags never to use")}
    words = [word for word in tokens(brief.said("topic")) if word not in FILLER and len(word) > 3]
    return [word for word in dict.fromkeys(words) if word not in never]


def _most(schema: Schema, brief: Brief) -> int:
    """By its keyword or by its words; half of it each time that somebody complained."""
    said = _AT_MOST.search(str(schema.get("description", "")))
    most = int(schema.get("maxLength") or (said[1] if said else LONGEST))
    return max(most >> brief.again, 1)


def fitted(text: str, most: int) -> str:
    """Cut at a word, where there is one."""
    if len(text) <= most:
        return text
    return (text[: most + 1].rsplit(" ", 1)[0] or text)[:most].rstrip(" ,;:")
