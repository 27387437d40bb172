"""A web request that a sentence asks for: "post {…} to http://…", "call https://… with …", "fetch https://…"."""

import json
import re
from dataclasses import dataclass
from typing import Any

from .schema import fields_of
from .turn import Turn
from .words import overlap, tokens

_URL = re.compile(r"https?://[^\s\"'“”«»<>]+")
_METHODS = {
    "get": "GET", "fetch": "GET", "read": "GET", "look": "GET", "post": "POST", "send": "POST", "put": "PUT",
    "patch": "PATCH", "delete": "DELETE",
}  # fmt: skip
_BEFORE = re.compile(r"\b(?:post|send|put|patch)\s+(?P<said>.+?)\s+(?:to|at|on)\s*$", re.I | re.S)
_AFTER = re.compile(
    r"^\W*\bwith\s+(?:the\s+)?(?:(?:body|text|payload|message)\b\s*:?\s*)?(?P<said>.+)$", re.I | re.S
)
_PAIRS = {'"': '"', "'": "'", "“": "”", "«": "»"}
_ABOUT = tokens("web http https url request internet website outside")


@dataclass(frozen=True)
class Outgoing:
    """`body` is None where the sentence has nothing to send."""

    url: str
    method: str
    body: str | None

    def arguments(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """For a tool with these parameters; what it does not take is left out."""
        headers = {"Content-Type": "application/json"} if _is_json(self.body) else None
        said = {"url": self.url, "method": self.method, "headers": headers, "body": self.body}
        return {f.name: said[f.name] for f in fields_of(parameters, parameters) if f.name in said}


def find_outgoing(text: str) -> Outgoing | None:
    match = _URL.search(text)
    if not match:
        return None
    url = match.group().rstrip(".,;:!?)")
    before, after = text[: match.start()], text[match.start() + len(url) :]
    found = _BEFORE.search(before) or _AFTER.search(after)
    body = _unquoted(found["said"]) if found else None
    said = next((_METHODS[w] for w in tokens(before) if w in _METHODS), "")
    return Outgoing(url, said or ("POST" if body else "GET"), body)


def web_domain(turn: Turn) -> str:
    """The domain that takes a URL, by its tools where they are on offer, else by what the index says of it."""
    for name, tool in turn.tools.items():
        if "__" in name and takes_url(tool):
            return name.partition("__")[0]
    scores = {
        name: 10 * (name == "web") + overlap(tokens(about), _ABOUT) for name, about in turn.index.items()
    }
    best = max(scores, key=lambda name: scores[name], default="")
    return best if best and scores[best] else ""


def takes_url(tool: dict[str, Any]) -> bool:
    return "url" in (tool.get("parameters") or {}).get("properties", {})


def _unquoted(said: str) -> str:
    said = said.strip()
    return said[1:-1] if len(said) > 1 and _PAIRS.get(said[0]) == said[-1] else said


def _is_json(text: str | None) -> bool:
    try:
        return isinstance(json.loads(text or ""), (dict, list))
    except ValueError:
        return False
