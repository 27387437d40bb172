"""A reviewer's notes, as far as the stand-in can follow them: be short, begin or end with given words."""

import re
from collections.abc import Sequence

from .words import tokens

NOTE = "Reviewer's note:"
_WITHHELD = re.compile(r"Your answer was withheld[^«]*«(?P<text>.*)»\s*Reason:\s*(?P<reason>.*)\Z", re.S)
_QUOTED = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
_SENTENCE = re.compile(r".+?[.!?](?=\s|\Z)", re.S)
_SHORT = frozenset(tokens("short shorter brief briefly concise sentence"))
_FIRST = frozenset(tokens("begin start first open"))


def obey(text: str, notes: Sequence[str]) -> str:
    """The answer as the notes want it, the last one's wish last."""
    for note in notes:
        withheld = _WITHHELD.search(note)
        text = _follow(text, withheld["reason"] if withheld else note)
        if withheld and text.strip() == withheld["text"].strip():
            text = f"I was asked not to say that: {withheld['reason'].strip().rstrip('.')}."
    return text


def _follow(text: str, wish: str) -> str:
    words = set(tokens(wish))
    if words & _SHORT and (sentence := _SENTENCE.match(text.strip())):
        text = sentence.group()
    for quoted in _QUOTED.findall(wish):
        if quoted not in text and not words & {"not", "never", "without"}:
            text = f"{quoted} {text}" if words & _FIRST else f"{text} {quoted}"
    return text
