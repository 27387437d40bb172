"""The messages that a leg starts with: what never changes first, what changes daily last, so that caches can serve.

The index of domains has a fixed size: with many domains their one-liners get shorter, so that the prompt does not grow
with what a tenant could use but does not.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .ports import Brief, Message

INDEX_BYTES = 700
LONGEST_ID = 40  # of a tool call, at the strictest servers
_INSTRUCTIONS = Path(__file__).parent / "instructions"
_PERSONA = re.compile(r"[a-z][a-z0-9_]{0,31}\Z")


def compose(brief: Brief, lines: Sequence[tuple[str, str]], docs: Iterable[str]) -> list[Message]:
    """Persona and index; the guides this thread has used; the day; then the conversation."""
    day = date.fromisoformat(brief.today)
    today = f"Today is {day:%A}, {brief.today} ({brief.timezone}). Your name here is {brief.agent_name}."
    system = [persona(brief.persona) + index(lines), *docs, today]
    opening: list[Message] = [{"role": "system", "content": text} for text in system]
    return opening + [_with_short_ids(message) for message in brief.messages]


@cache
def persona(said: str) -> str:
    """The text of `instructions/<name>.md`; of a persona that its agent type puts in words, these and `hired.md`.

    Raises FileNotFoundError for a name that this agent does not have.
    """
    if " " in said:
        return f"# Who you are\n\n{said}\n{persona('hired')}"
    if not _PERSONA.match(said):
        raise FileNotFoundError(f"there is no persona {said[:32]!r}")
    return (_INSTRUCTIONS / f"{said}.md").read_text(encoding="utf-8")


def index(lines: Sequence[tuple[str, str]], room: int = INDEX_BYTES) -> str:
    """One line per domain: whole while they fit into `room` bytes, else each shortened alike, at worst to its name."""
    whole = "".join(f"- {name}: {about}".rstrip(": ") + "\n" for name, about in lines)
    if len(whole.encode()) <= room or not lines:
        return whole
    spare = room - sum(len(name.encode()) + 3 for name, _ in lines)
    return "".join(_line(name, about, spare // len(lines) - 2) for name, about in lines)


def _line(name: str, about: str, room: int) -> str:
    """`about` cut after the last whole word that fits into `room` bytes."""
    short = ""
    for word in about.split():
        longer = f"{short} {word}".lstrip()
        if len(longer.encode()) > room:
            break
        short = longer
    return f"- {name}: {short}\n" if short else f"- {name}\n"


def _with_short_ids(message: Message) -> Message:
    """Our call ids are unique everywhere and so longer than some servers take; equal ids stay equal."""
    renewed: dict[str, Any] = dict(message)
    if "tool_call_id" in message:
        renewed["tool_call_id"] = _short(message["tool_call_id"])
    if message.get("tool_calls"):
        renewed["tool_calls"] = [call | {"id": _short(call["id"])} for call in message["tool_calls"]]
    return renewed


def _short(call_id: str) -> str:
    if len(call_id) <= LONGEST_ID:
        return call_id
    return f"call_{hashlib.sha256(call_id.encode()).hexdigest()[:32]}"
