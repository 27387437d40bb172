"""A chat completion request as the stand-in model reads it: today, the index of domains, the tools, what was done."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from .dates import today_in
from .notes import NOTE

Message = dict[str, Any]
LOADER = "load_capability"
_INDEX_LINE = re.compile(r"[-*•]\s*[`*]*([a-z][a-z0-9_]*)[`*]*\s*(?:[:\u2013\u2014-]\s+(.*))?$")


@dataclass(frozen=True)
class Call:
    """A tool call that the model made earlier in this turn, with its result where there is one."""

    name: str
    arguments: dict[str, Any]
    result: Any

    @property
    def domain(self) -> str:
        return self.name.partition("__")[0] if "__" in self.name else ""


@dataclass(frozen=True)
class Turn:
    text: str
    today: date
    index: dict[str, str]
    tools: dict[str, dict[str, Any]]
    calls: tuple[Call, ...]
    before: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def acted(self) -> list[Call]:
        """This turn's answered calls of domain tools."""
        return [c for c in self.calls if c.name != LOADER and c.result is not None]

    @property
    def domains(self) -> set[str]:
        """Domains whose tools are on offer."""
        return {name.partition("__")[0] for name in self.tools if "__" in name}


def text_of(message: Message) -> str:
    """A message's text, whether it came as a string or as parts."""
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))


def read_turn(request: dict[str, Any]) -> Turn:
    messages: list[Message] = request.get("messages", [])
    last = max((i for i, m in enumerate(messages) if m.get("role") == "user"), default=-1)
    context = [text_of(m) for m in messages if m.get("role") in {"system", "developer"}]
    tools = {t["function"]["name"]: t["function"] for t in request.get("tools") or [] if t.get("function")}
    today = today_in("\n".join(text_of(m) for m in messages)) or datetime.now(UTC).date()
    return Turn(
        text=text_of(messages[last]).strip() if last >= 0 else "",
        today=today,
        index=_index(context[0] if context else "") or _index(_about_loading(tools)),
        tools=tools,
        calls=tuple(_calls(messages[last + 1 :])),
        before=tuple(c.domain for c in _calls(messages[:last]) if c.domain) if last > 0 else (),
        notes=tuple(text.removeprefix(NOTE).strip() for text in context if text.startswith(NOTE)),
    )


def _index(text: str) -> dict[str, str]:
    """The last list in the text whose points all read "- name: about" (or "- name" alone)."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?![ \t]*[-*•])", text):
        points = [line.strip() for line in block.splitlines() if line.strip()[:1] in {"-", "*", "•"}]
        lines = [_INDEX_LINE.match(point) for point in points]
        if lines and all(lines):
            found = {m[1]: m[2] or "" for m in lines if m}
    return found


def _about_loading(tools: dict[str, dict[str, Any]]) -> str:
    return str(tools.get(LOADER, {}).get("description", ""))


def _calls(messages: list[Message]) -> list[Call]:
    results = {m.get("tool_call_id"): text_of(m) for m in messages if m.get("role") == "tool"}
    made = [call for message in messages for call in message.get("tool_calls") or []]
    return [
        Call(
            c["function"]["name"],
            _arguments(c["function"].get("arguments", "")),
            _parsed(results.get(c["id"])),
        )
        for c in made
    ]


def _parsed(text: str | None) -> Any:
    """A tool result is JSON as a rule; words are kept as words."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def _arguments(text: str) -> dict[str, Any]:
    value = _parsed(text)
    return value if isinstance(value, dict) else {}
