"""Dates in a sentence: ISO, today and yesterday, "20 November", "last Monday", "3 days ago"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR, _NTH = r"(?:,?\s+(?P<year>\d{4}))?", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = "|".join(rf"{m[:3]}(?:{m[3:]})?" if m != "may" else "may" for m in MONTHS)
_AHEAD = timedelta(days=180)
_TODAY = re.compile(
    r"\btoday(?:'s date)?(?:\s+is|\s*[:=])?\s*\**\s*(?:\w+day,?\s+)?(\d{4}-\d{2}-\d{2})", re.I
)


@dataclass(frozen=True)
class Mention:
    """A date that was said, and where."""

    value: date
    start: int
    end: int


def today_in(text: str) -> date | None:
    """The date that the context gives as today ("Today is 2026-11-20"); the last one said wins."""
    found = _TODAY.findall(text)
    return date.fromisoformat(found[-1]) if found else None


def find_dates(text: str, today: date) -> list[Mention]:
    """Every date in the text, in order; what is no date (31 February) is left alone."""
    taken: list[Mention] = []
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if any(m.start < match.end() and match.start() < m.end for m in taken):
                continue
            if value := read(match, today):
                taken.append(Mention(value, match.start(), match.end()))
    return sorted(taken, key=lambda m: m.start)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(match: re.Match[str], _: date) -> date | None:
    return _day(*(int(part) for part in match.groups()))


def _numeric(match: re.Match[str], _: date) -> date | None:
    day, month, year = (int(part) for part in match.groups())
    return _day(year, month, day)


def _named(match: re.Match[str], today: date) -> date | None:
    """A missing year is this one, or the last if that lies far ahead ("25 December", said in January)."""
    parts = match.groupdict()
    month = next(i for i, m in enumerate(MONTHS, 1) if m.startswith(parts["month"][:3].lower()))
    if parts["year"]:
        return _day(int(parts["year"]), month, int(parts["day"]))
    value = _day(today.year, month, int(parts["day"]))
    return value.replace(year=today.year - 1) if value and value - today > _AHEAD else value


def _word(match: re.Match[str], today: date) -> date:
    offset = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}
    return today + timedelta(days=offset[match.group(1).lower()])


def _ago(match: re.Match[str], today: date) -> date:
    return today - timedelta(days=int(match.group(1)) * (7 if match.group(2).lower() == "week" else 1))


def _weekday(match: re.Match[str], today: date) -> date:
    """The latest one before today."""
    back = (today.weekday() - DAYS.index(match.group(1).lower()) - 1) % 7 + 1
    return today - timedelta(days=back)


_READERS: list[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]]] = [
    (re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b"), _iso),
    (re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b"), _numeric),
    (re.compile(rf"\b{_NTH}\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?{_YEAR}", re.I), _named),
    (re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+{_NTH}\b{_YEAR}", re.I), _named),
    (re.compile(r"\b(day before yesterday|today|tonight|yesterday|tomorrow)\b", re.I), _word),
    (re.compile(r"\b(\d{1,3})\s+(day|week)s?\s+ago\b", re.I), _ago),
    (re.compile(rf"\b(?:last|on)\s+({'|'.join(DAYS)})\b", re.I), _weekday),
]  # fmt: skip
