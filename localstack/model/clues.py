"""What a sentence gives to fill arguments with: its dates, numbers with their units, quotations, and its words."""

import re
from dataclasses import dataclass
from datetime import date

from .dates import Mention, find_dates
from .words import Intent, intent_of, tokens, unit_words

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:[.,]\d+)*(?=[^\d]|$)")
_QUOTED = re.compile(r"[\"“”«]([^\"“”«»]+)[\"“”»]|(?<!\w)'([^']+)'(?!\w)")


@dataclass(frozen=True)
class Number:
    """A number that was said, with the words just before and after it."""

    value: float
    start: int
    end: int
    unit: str
    near: tuple[str, ...]


@dataclass(frozen=True)
class Clues:
    text: str
    today: date
    intent: Intent
    dates: tuple[Mention, ...]
    numbers: tuple[Number, ...]
    quoted: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        return tokens(self.text)

    @property
    def rest(self) -> str:
        """The text without its dates, numbers and units."""
        spans = [(m.start, m.end) for m in self.dates] + [(n.start, n.end) for n in self.numbers]
        kept, at = [], 0
        for start, end in sorted(spans):
            kept.append(self.text[at:start])
            at = max(at, end)
        return re.sub(r"\s+", " ", "".join([*kept, self.text[at:]])).strip()


def read_clues(text: str, today: date) -> Clues:
    dates = find_dates(text, today)
    quoted = tuple(a or b for a, b in _QUOTED.findall(text))
    return Clues(text, today, intent_of(text), tuple(dates), tuple(_numbers(text, dates)), quoted)


def _numbers(text: str, dates: list[Mention]) -> list[Number]:
    found = []
    for match in _NUMBER.finditer(text):
        if any(d.start <= match.start() < d.end for d in dates):
            continue
        after = tokens(text[match.end() : match.end() + 24])
        before = tokens(text[max(0, match.start() - 32) : match.start()])
        attached = re.match(r"\s*([A-Za-z%]+)", text[match.end() :])
        unit = after[0] if attached and after and unit_words(after[0]) else ""
        end = match.end() + (attached.end() if attached and unit else 0)
        near = tuple(w for w in [unit, *after[:1], *before[-3:][::-1]] if w)
        found.append(Number(_value(match.group()), match.start(), end, unit, near))
    return found


def _value(said: str) -> float:
    """`82,5` is a decimal comma, `1,500` a thousands separator."""
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", said):
        said = said.replace(",", "")
    head, _, tail = said.replace(",", ".").rpartition(".")
    return float(f"{head.replace('.', '')}.{tail}") if head else float(tail)
