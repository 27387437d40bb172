"""A brief as a request gives it: lines of `Name: value`, numbered posts, a reviewer's note, how often it was asked."""

import re
from dataclasses import dataclass
from typing import Any

from .turn import text_of

_LINE = re.compile(r"(?P<name>[A-Z][A-Za-z' ]{1,40}?)(?: (?P<number>\d{1,3}))?: (?P<said>.+)")
AGAIN = "Answer once more"


@dataclass(frozen=True)
class Brief:
    """`facts` by their names in lower case; `posts` in their order; `again` counts the complaints so far."""

    facts: dict[str, str]
    posts: tuple[str, ...]
    note: str
    again: int

    def said(self, name: str, otherwise: str = "") -> str:
        return self.facts.get(name, otherwise)

    def listed(self, name: str) -> list[str]:
        return [one.strip() for one in self.said(name).split(",") if one.strip()]


def read_brief(request: dict[str, Any]) -> Brief | None:
    """None where no line of the request's user messages is a fact about a brand."""
    told = [text_of(m) for m in request.get("messages", []) if m.get("role") == "user"]
    lines = [found for text in told for line in text.splitlines() if (found := _LINE.fullmatch(line.strip()))]
    facts = {line["name"].lower(): line["said"] for line in lines if not line["number"]}
    posts = tuple(line["said"] for line in lines if line["number"] and line["name"] == "Post")
    if "brand" not in facts:
        return None
    again = sum(text.startswith(AGAIN) for text in told)
    return Brief(facts, posts, facts.get("reviewer's note", ""), again)
