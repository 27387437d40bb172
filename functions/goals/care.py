"""A run that says nothing: started again if nobody has heard of it, ended if its execution has."""

from collections.abc import Callable

from greenlight import aws
from greenlight.declare import AGENTS
from greenlight.goal_runs import OPEN
from greenlight.goals.beginning import LOOK_AFTER, starting_again
from greenlight.goals.store import Goals
from greenlight.items import Item, Items, commit
from greenlight.threads.records import utc

from . import claims

Clock = Callable[[], float]
ENDED = "Its execution ended without a result."


def look(tenant_id: str, goal_run_id: str, now: Clock) -> str:
    """What was done: run `settled` (somebody else's matter), `running`, started `anew`, or `ended`.

    Raises ConditionFailed if it settled meanwhile.
    """
    run = Goals(tenant_id).run(goal_run_id)
    if run is None or run["status"] not in OPEN:
        return "settled"
    key = {"pk": run["pk"], "sk": run["sk"]}
    status = _status(run["execution"])
    if status in {"RUNNING", ""}:
        claims.postpone(key, now() + LOOK_AFTER)
    if not status:
        commit([starting_again(tenant_id, goal_run_id, run["correlation_id"])])
        return "anew"
    if status == "RUNNING":
        return "running"
    _end(key, run, now)
    return "ended"


def _status(execution: str) -> str:
    """Of the execution of that name, empty if there is none."""
    states = aws.client("stepfunctions")
    place = aws.setting("GOAL_RUN_MACHINE").replace(":stateMachine:", ":execution:")
    try:
        found = states.describe_execution(executionArn=f"{place}:{execution}")
    except states.exceptions.ExecutionDoesNotExist:
        return ""
    return str(found["status"])


def _end(key: Item, run: Item, now: Clock) -> None:
    """Its clean-up would have said so; that was lost too."""
    Items(AGENTS).update(
        key, "SET #status = :failed, detail = :why, finished_at = :now, revision = revision + :one "
        "REMOVE gsi2pk, gsi2sk",
        condition="#status = :seen AND revision = :revision", names={"#status": "status"},
        values={":failed": "failed", ":why": ENDED, ":now": utc(now()), ":one": 1, ":seen": run["status"],
                ":revision": run["revision"]},
    )  # fmt: skip
