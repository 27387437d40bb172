"""Moving a goal run on: each change on the condition that it still stands where it was read."""

from collections.abc import Mapping
from typing import Any

from greenlight.declare import AGENTS
from greenlight.goal_runs import GoalRun
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.writes import Write


def moving(run: GoalRun, to: str, **fields: Any) -> Write:
    """From the status it was read in."""
    ended = {} if to in {"queued", "running"} else {"finished_at": utc()}
    return changing(run, {"status": to, **ended, **fields}, {"status": run.status})


def changing(run: GoalRun, fields: Mapping[str, Any], seen: Mapping[str, Any], absent: str = "") -> Write:
    """`seen` must hold as read, and the field `absent` must not be there yet."""
    names = {f"#f{n}": name for n, name in enumerate([*fields, *seen, *filter(None, [absent])])}
    short = {name: alias for alias, name in names.items()}
    sets = ", ".join(f"{short[name]} = :set_{name}" for name in fields)
    held = [f"{short[name]} = :seen_{name}" for name in seen]
    held += [f"attribute_not_exists({short[absent]})"] if absent else []
    used = set(short.values())
    return Items(AGENTS).updating(
        Keys(run.tenant_id).goal_run(run.goal_run_id), f"SET {sets} ADD revision :one",
        condition=" AND ".join(held),
        values={
            **{f":set_{name}": value for name, value in fields.items()},
            **{f":seen_{name}": value for name, value in seen.items()}, ":one": 1,
        },
        names={alias: name for alias, name in names.items() if alias in used},
    )  # fmt: skip
