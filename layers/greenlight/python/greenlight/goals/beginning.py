"""How a run of a goal begins: its row, the start of the state machine and the audit entry, as writes of one commit."""

import time

from greenlight import audit, goal_runs, keys, outbox
from greenlight.deliverables.ids import stable
from greenlight.items import Write
from greenlight.keys import new_id
from greenlight.threads.records import utc

from .records import Goal, Trigger
from .recurrence import Slot

LOOK_AFTER = 15 * 60  # seconds until somebody asks what became of a run


def run_id(goal: Goal, slot: Slot | None = None) -> str:
    """Of a slot always the same one; a run by hand gets a new one."""
    return stable("grn", slot.at, goal.tenant_id, goal.goal_id, slot.name) if slot else new_id("grn")


def beginning(
    goal: Goal, goal_run_id: str, trigger: Trigger, *, slot: str = "", actor: str, correlation_id: str
) -> list[Write]:
    """Fails at the commit where a run of that id exists."""
    entry_id, entry = audit.entry(
        goal.tenant_id, "goal_run.started", actor=actor, subject=goal_run_id, correlation_id=correlation_id,
        agent_id=goal.agent_id,
        details={"goal_id": goal.goal_id, "slot": slot, "trigger": trigger, "user_id": goal.user_id},
    )  # fmt: skip
    fields = {
        "goal_run_id": goal_run_id, "tenant_id": goal.tenant_id, "user_id": goal.user_id, "agent_id": goal.agent_id,
        "goal_id": goal.goal_id, "agent_type_id": goal.agent_type_id, "type_version": goal.type_version,
        "goal_template_id": goal.goal_template_id, "slot": slot, "trigger": trigger,
        "correlation_id": correlation_id, "entries": [entry_id],
        "gsi2pk": keys.due(goal_run_id), "gsi2sk": utc(time.time() + LOOK_AFTER),
    }  # fmt: skip
    return [*goal_runs.beginning(fields), entry]


def starting_again(tenant_id: str, goal_run_id: str, correlation_id: str) -> Write:
    """The execution of that name once more: it is taken once, so that a repeat of one that was started does nothing."""
    given = {"tenant_id": tenant_id, "goal_run_id": goal_run_id, "correlation_id": correlation_id}
    return outbox.row(tenant_id, "start", {"machine": goal_runs.MACHINE, "name": goal_run_id, "input": given})
