"""The state machine's one clean-up state: the run has failed, and says at what; nothing is taken away."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from greenlight import audit, goal_runs
from greenlight.errors import NotFound
from greenlight.items import ConditionFailed, commit

from .marks import moving


def give_up(event: Mapping[str, Any]) -> bool:
    """Marks the run of `{tenant_id, goal_run_id, error}`, once; whether it did now. `error` is a class name alone."""
    with suppress(NotFound, ConditionFailed):
        run = goal_runs.get(event["tenant_id"], event["goal_run_id"])
        if not run.is_open:
            return False
        details = {"error": event["error"], "goal_id": run.goal_id, "user_id": run.user_id}
        _, entry = audit.entry(
            run.tenant_id, "goal_run.stuck", actor="machine", subject=run.goal_run_id,
            correlation_id=run.correlation_id, agent_id=run.agent_id, details=details,
        )  # fmt: skip
        commit([moving(run, "failed", rule="fault", detail=f"A step failed: {event['error']}."), entry])
        return True
    return False
