"""How many posts a marketing goal makes, on which platforms, and when they are suggested for. Pure."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from greenlight.errors import Denied
from greenlight.post_limits import LIMITS

from functions.goal_run.given import Given

CAMPAIGN = "marketing.monthly_campaign"
WEEKS = 4  # of a campaign
DAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
POST_TIME = "10:00"


def platforms(given: Given) -> Sequence[str]:
    """Those that the customer enabled, and that this goal is for where it names some. Raises Denied for none."""
    if given.revised:
        return (given.revised.platform,)
    enabled = given.config.get("platforms_enabled", ())
    wanted = given.settings.get("platforms") or enabled
    found = [one for one in LIMITS if one in enabled and one in wanted]
    if not found:
        raise Denied(
            "None of this goal's platforms is enabled for the agent; enable one first.", rule="settings"
        )
    return found


def posts(given: Given) -> int:
    """Of one run, for each platform."""
    return _a_week(given) * WEEKS if given.skill == CAMPAIGN and not given.revised else 1


def topic(given: Given) -> str:
    """What this run is about: of several topics the day's, in turn."""
    settings = given.settings
    if topics := settings.get("topics"):
        return str(topics[given.day.toordinal() % len(topics)])
    return str(settings.get("theme") or settings.get("topic") or given.title)


def week(given: Given, number: int) -> int:
    """The week, from 1, that the post of that number (from 0) belongs to."""
    return number // _a_week(given) + 1 if given.skill == CAMPAIGN else 1


def suggested_at(given: Given, platform: str, number: int) -> int:
    """Epoch seconds: the goal's posting time where the customer is; the first moment after it in a spring gap."""
    day = _first(given) + timedelta(days=_day(given, number))
    hours = _turn(given, platform) * int(given.settings.get("hours_between", 0))
    zone = ZoneInfo(given.timezone)
    at = datetime.combine(day, _time(given), zone).astimezone(UTC) + timedelta(hours=hours)
    if at.timestamp() <= given.run.epoch:  # today's time is over
        at = datetime.combine(day + timedelta(days=1), _time(given), zone).astimezone(UTC) + timedelta(
            hours=hours
        )
    return int(at.timestamp())


def _a_week(given: Given) -> int:
    return int(given.settings.get("posts_per_week", 1))


def _day(given: Given, number: int) -> int:
    """Days after the first post: a campaign's are spread evenly over each of its weeks."""
    if given.skill != CAMPAIGN:
        return 0
    of_week, before = number % _a_week(given), number // _a_week(given)
    return before * 7 + of_week * 7 // _a_week(given)


def _first(given: Given) -> date:
    """The run's day, or the next one of the weekday that the goal wants to begin on."""
    wanted = given.settings.get("first_post_on")
    if wanted not in DAYS:
        return given.day
    return given.day + timedelta(days=(DAYS.index(wanted) - given.day.weekday()) % 7)


def _turn(given: Given, platform: str) -> int:
    """A platform's place among those of the run."""
    return list(platforms(given)).index(platform)


def _time(given: Given) -> time:
    return time.fromisoformat(str(given.settings.get("post_time") or POST_TIME))
