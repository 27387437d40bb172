"""When posts are suggested for: by the customer's own clock, whatever spring or autumn do to it."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from functions.goal_run.given import Given
from functions.goal_run.skills import marketing_plan as plan

ALL = ["mastodon", "facebook", "instagram", "linkedin", "x"]


def given(skill: str, slot: str, zone: str = "UTC", **settings: Any) -> Given:
    """As far as a plan looks at one; its run began at its slot."""
    day = datetime.fromisoformat(slot)
    run = SimpleNamespace(slot=slot, epoch=int(day.replace(tzinfo=ZoneInfo(zone)).timestamp()))
    made = SimpleNamespace(
        run=run, skill=f"marketing.{skill}", timezone=zone, settings=settings, revised=None, day=day.date(),
        config={"platforms_enabled": ALL},
    )  # fmt: skip
    return cast(Given, made)


def at(one: Given, number: int = 0, platform: str = "mastodon") -> str:
    found = datetime.fromtimestamp(plan.suggested_at(one, platform, number), ZoneInfo(one.timezone))
    return found.strftime("%a %Y-%m-%d %H:%M")


def test_a_batch_begins_on_its_weekday_and_goes_from_platform_to_platform() -> None:
    one = given("weekly_batch", "2026-11-18T09:00", first_post_on="MON", post_time="10:00", hours_between=24)
    assert [at(one, platform=name) for name in ("mastodon", "facebook", "x")] == [
        "Mon 2026-11-23 10:00", "Tue 2026-11-24 10:00", "Fri 2026-11-27 10:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("slot", "when"), [("09:00", "Wed 2026-11-18 10:00"), ("10:00", "Thu 2026-11-19 10:00")]
)
def test_a_daily_post_is_for_today_unless_its_time_is_over(slot: str, when: str) -> None:
    assert at(given("daily_micro_post", f"2026-11-18T{slot}", post_time="10:00")) == when


def test_a_campaign_is_spread_evenly_over_four_weeks() -> None:
    one = given("monthly_campaign", "2026-11-01T09:00", posts_per_week=2, first_post_on="SUN")
    assert plan.posts(one) == 8
    assert [plan.week(one, n) for n in range(8)] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert [at(one, n)[:14] for n in range(3)] == ["Sun 2026-11-01", "Wed 2026-11-04", "Sun 2026-11-08"]


@pytest.mark.parametrize(
    ("zone", "day", "when"),
    [
        ("Europe/Berlin", "2026-03-29", "Sun 2026-03-29 03:30"),
        ("America/New_York", "2026-03-08", "Sun 2026-03-08 03:30"),
        ("Europe/Berlin", "2026-10-25", "Sun 2026-10-25 02:30"),
    ],
)
def test_an_hour_that_spring_leaves_out_is_not_lost(zone: str, day: str, when: str) -> None:
    assert at(given("daily_micro_post", f"{day}T00:30", zone, post_time="02:30")) == when


def test_every_seven_posts_a_week_have_a_day_of_their_own() -> None:
    one = given("monthly_campaign", "2026-11-01T09:00", posts_per_week=7)
    assert len({at(one, n) for n in range(plan.posts(one))}) == 28


def test_topics_take_turns_by_the_day_so_that_a_run_that_is_repeated_has_the_same() -> None:
    days = [
        given("daily_micro_post", f"2026-11-{day}T09:00", topics=["a", "b", "c"]) for day in range(18, 22)
    ]
    told = [plan.topic(one) for one in days]
    assert (told[0], len(set(told))) == (told[3], 3)
