"""Slots by the wall clock of a zone: where clocks are moved, where months end, and the expressions that fire them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from greenlight.goals import cron
from greenlight.goals.misfire import IN_TIME, chosen
from greenlight.goals.recurrence import Rhythm, Slot, following, is_zone, slot_on, slots
from hypothesis import given, settings
from hypothesis import strategies as st

BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"


def epoch(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def listed(rhythm: Rhythm, after: str, until: str) -> list[tuple[str, str, bool]]:
    found = slots(rhythm, epoch(after), epoch(until))
    return [(one.name, datetime.fromtimestamp(one.at, UTC).strftime("%d %H:%M"), one.gap) for one in found]


# (zone, time of day, the day before at noon UTC, what comes in the two days after)
CHANGES = [
    (BERLIN, "02:30", "2026-03-28T12:00Z",
     [("2026-03-29T02:30", "29 01:00", True), ("2026-03-30T02:30", "30 00:30", False)]),
    (BERLIN, "02:00", "2026-03-28T12:00Z",
     [("2026-03-29T02:00", "29 01:00", True), ("2026-03-30T02:00", "30 00:00", False)]),
    (BERLIN, "03:00", "2026-03-28T12:00Z",
     [("2026-03-29T03:00", "29 01:00", False), ("2026-03-30T03:00", "30 01:00", False)]),
    (BERLIN, "02:30", "2026-10-24T12:00Z",
     [("2026-10-25T02:30", "25 00:30", False), ("2026-10-26T02:30", "26 01:30", False)]),
    (NEW_YORK, "02:30", "2026-03-07T12:00Z",
     [("2026-03-08T02:30", "08 07:00", True), ("2026-03-09T02:30", "09 06:30", False)]),
    (NEW_YORK, "01:30", "2026-10-31T12:00Z",
     [("2026-11-01T01:30", "01 05:30", False), ("2026-11-02T01:30", "02 06:30", False)]),
    (LORD_HOWE, "02:15", "2026-10-03T00:00Z",
     [("2026-10-04T02:15", "03 15:30", True), ("2026-10-05T02:15", "04 15:15", False)]),
    (LORD_HOWE, "01:45", "2026-04-04T00:00Z",
     [("2026-04-05T01:45", "04 14:45", False), ("2026-04-06T01:45", "05 15:15", False)]),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "time", "after", "expected"), CHANGES)
def test_each_day_has_one_slot_on_whichever_side_the_clock_is_moved(
    zone: str, time: str, after: str, expected: list[tuple[str, str, bool]]
) -> None:
    """In spring at the first moment after the gap, in autumn at the first of the two."""
    until = datetime.fromisoformat(after) + timedelta(days=2)
    assert listed(Rhythm("daily", zone, time), after, until.isoformat()) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (31, ["01-31", "02-28", "03-31", "04-30", "05-31"]),
        (30, ["01-30", "02-28", "03-30", "04-30", "05-30"]),
        (29, ["01-29", "02-28", "03-29", "04-29", "05-29"]),
        (28, ["01-28", "02-28", "03-28", "04-28", "05-28"]),
    ],
)
def test_a_month_without_the_day_has_its_slot_on_the_last(day: int, expected: list[str]) -> None:
    found = slots(
        Rhythm("monthly", "UTC", "09:00", day=day), epoch("2026-01-01T00:00Z"), epoch("2026-06-01T00:00Z")
    )
    assert [one.name[5:10] for one in found] == expected


@pytest.mark.parametrize(("day", "expected"), [(29, "02-29"), (30, "02-29"), (31, "02-29"), (28, "02-28")])
def test_a_leap_february_has_one_day_more(day: int, expected: str) -> None:
    slot = following(Rhythm("monthly", "UTC", "09:00", day=day), epoch("2028-02-01T00:00Z"))
    assert slot is not None
    assert slot.name[5:10] == expected


def test_a_week_has_its_day_by_the_local_calendar() -> None:
    """Monday morning in Auckland is Sunday evening in UTC."""
    found = listed(
        Rhythm("weekly", "Pacific/Auckland", "08:00", "MON"), "2026-06-01T00:00Z", "2026-06-15T00:00Z"
    )
    assert [name for name, _, _ in found] == ["2026-06-08T08:00", "2026-06-15T08:00"]


def test_a_day_that_a_zone_left_out_altogether_comes_when_the_next_one_begins() -> None:
    """Samoa had no 30 December 2011."""
    assert listed(Rhythm("daily", "Pacific/Apia", "09:00"), "2011-12-29T20:00Z", "2011-12-31T00:00Z") == [
        ("2011-12-30T09:00", "30 10:00", True), ("2011-12-31T09:00", "30 19:00", False),
    ]  # fmt: skip


def test_a_goal_on_demand_has_no_slots_and_no_expression() -> None:
    rhythm = Rhythm("on_demand", "UTC")
    assert following(rhythm, 0) is None
    with pytest.raises(ValueError, match="on demand"):
        cron.expression(rhythm)


def test_a_zone_is_known_by_its_full_name_alone() -> None:
    assert is_zone("Asia/Kolkata")
    assert not any(map(is_zone, ("Europe", "../etc/passwd", "", "Mars/Olympus", "europe/berlin ")))
    assert not any(map(is_zone, ("localtime", "Factory")))  # a machine's own, and what stands for none


ZONES = st.sampled_from(sorted(available_timezones() - {"localtime"}))
DAYS = st.dates(date(2000, 1, 1), date(2036, 1, 1))


@given(ZONES, DAYS, st.integers(0, 1439))
@settings(max_examples=300, deadline=None)
def test_in_every_zone_a_slot_is_the_first_moment_at_which_its_clock_shows_that_time_or_later(
    zone: str, day: date, minute: int
) -> None:
    slot = slot_on(Rhythm("daily", zone, f"{minute // 60:02}:{minute % 60:02}"), day)
    nominal = datetime.fromisoformat(slot.name)

    def shown(moment: int) -> datetime:
        return datetime.fromtimestamp(moment, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    assert shown(slot.at) >= nominal
    assert shown(slot.at - 1) < nominal
    assert (shown(slot.at) != nominal) is slot.gap


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Rhythm("daily", "UTC", "02:30"), "cron(30 2 * * ? *)"),
        (Rhythm("weekly", "UTC", "09:05", "FRI"), "cron(5 9 ? * FRI *)"),
        (Rhythm("monthly", "UTC", "00:00", day=28), "cron(0 0 28 * ? *)"),
        (Rhythm("monthly", "UTC", "00:00", day=29), "cron(0 0 28-29 * ? *)"),
        (Rhythm("monthly", "UTC", "00:00", day=30), "cron(0 0 28-30 * ? *)"),
        (Rhythm("monthly", "UTC", "00:00", day=31), "cron(0 0 L * ? *)"),
    ],
)
def test_the_expression_fires_on_every_day_that_may_have_the_slot(rhythm: Rhythm, expected: str) -> None:
    assert cron.expression(rhythm) == expected


NOW = 1_000_000
IN_TIME_SLOT, A_DAY_LATE, A_WEEK_LATE = (
    Slot(name, NOW - late) for name, late in (("now", IN_TIME), ("day", 86_400), ("week", 604_800))
)


@pytest.mark.parametrize(
    ("due", "rule", "most", "expected"),
    [
        ([A_WEEK_LATE, A_DAY_LATE, IN_TIME_SLOT], "skip", 1, ["now"]),
        ([A_WEEK_LATE, A_DAY_LATE, IN_TIME_SLOT], "run_once", 1, ["now"]),
        ([A_WEEK_LATE, A_DAY_LATE, IN_TIME_SLOT], "backfill", 1, ["day", "now"]),
        ([A_WEEK_LATE, A_DAY_LATE, IN_TIME_SLOT], "backfill", 9, ["week", "day", "now"]),
        ([A_WEEK_LATE, A_DAY_LATE], "skip", 1, []),
        ([A_WEEK_LATE, A_DAY_LATE], "run_once", 1, ["day"]),
        ([A_WEEK_LATE, A_DAY_LATE], "backfill", 1, ["day"]),
        ([Slot("late", NOW - IN_TIME - 1)], "skip", 1, []),
        ([], "run_once", 1, []),
    ],
)  # fmt: skip
def test_missed_slots_run_by_their_rule_and_those_in_time_always(
    due: list[Slot], rule: str, most: int, expected: list[str]
) -> None:
    assert [slot.name for slot in chosen(due, NOW, rule, most)] == expected  # type: ignore[arg-type]


def test_a_backfill_begins_ten_runs_at_most() -> None:
    due = [Slot(str(number), number) for number in range(40)]
    assert [slot.name for slot in chosen(due, NOW, "backfill", 40)] == [str(n) for n in range(30, 40)]
