"""Dates in a sentence."""

from datetime import date

import pytest

from localstack.model.dates import find_dates, today_in

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for today", ["2026-11-20"]),
        ("the day before yesterday", ["2026-11-18"]),
        ("from 2026-11-01 to 2026-11-18", ["2026-11-01", "2026-11-18"]),
        ("on 20 November", ["2026-11-20"]),
        ("on November 3rd, 2025", ["2025-11-03"]),
        ("on the 1st of Dec", ["2026-12-01"]),
        ("on 24.12.2025", ["2025-12-24"]),
        ("last Monday", ["2026-11-16"]),
        ("on Friday", ["2026-11-13"]),
        ("3 days ago", ["2026-11-17"]),
        ("on 31 February", []),
        ("may I have 3 apples", []),
        ("82.5 kg", []),
    ],
)
def test_dates_are_found_as_people_say_them(text: str, found: list[str]) -> None:
    assert [m.value.isoformat() for m in find_dates(text, TODAY)] == found


def test_a_day_far_ahead_is_meant_in_the_past_year() -> None:
    assert find_dates("on 25 December", date(2027, 1, 3))[0].value == date(2026, 12, 25)


def test_a_leap_day_without_a_year_is_never_a_crash() -> None:
    assert find_dates("on 29 February", date(2026, 3, 1)) == []


@pytest.mark.parametrize(
    "text", ["Today is 2026-11-20.", "today: Friday, 2026-11-20", "Today's date is 2026-11-20"]
)
def test_the_context_says_what_today_is(text: str) -> None:
    assert today_in(text) == TODAY
