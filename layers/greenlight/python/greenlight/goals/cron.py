"""The EventBridge Scheduler expression of a rhythm; the scheduler reads it in the goal's own zone. Pure.

It may fire where no slot is (the 28th, for a goal of the 30th), and leaves out what spring leaves out; whoever is
fired knows the slots himself (`recurrence`).
"""

from .recurrence import Rhythm

LAST = 31


def expression(rhythm: Rhythm) -> str:
    """Raises ValueError for a goal on demand, which no schedule fires."""
    hour, minute = (int(part) for part in rhythm.time.split(":"))
    match rhythm.frequency:
        case "daily":
            return f"cron({minute} {hour} * * ? *)"
        case "weekly":
            return f"cron({minute} {hour} ? * {rhythm.weekday} *)"
        case "monthly":
            return f"cron({minute} {hour} {_days(rhythm.day)} * ? *)"
    raise ValueError("a goal on demand has no schedule")


def _days(day: int) -> str:
    """Every day on which a month may have its slot: February's last is the 28th or the 29th."""
    if day == LAST:
        return "L"
    return str(day) if day <= 28 else f"28-{day}"
