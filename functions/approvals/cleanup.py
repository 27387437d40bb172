"""The state machine's one clean-up state: says that an approval is stuck, and takes nothing away."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from greenlight import audit
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.errors import NotFound
from greenlight.items import ConditionFailed, Items, commit

UNSETTLED = "attribute_exists(gsi2pk)"  # somebody must still look after it


def give_up(event: Mapping[str, Any]) -> bool:
    """Marks the record of `{tenant_id, approval_id, execution, error}`, once per execution; whether it did now.

    `error` is the class name of what failed, never its text. The record stays due: the sweeper starts it anew, and a
    person sees the mark meanwhile. One that is settled is left alone, and so is one that does not exist.
    """
    approvals = Approvals(event["tenant_id"])
    with suppress(NotFound, ConditionFailed):
        record = approvals.get(event["approval_id"])
        entry_id, entry = audit.entry(
            record.tenant_id, "approval.stuck", actor="machine", subject=record.approval_id,
            correlation_id=record.correlation_id, agent_id=record.agent_id, details=_details(record, event),
        )  # fmt: skip
        marking = Items(APPROVALS).updating(
            approvals.keys.approval(record.approval_id),
            "SET needs_person = :mark, stuck_execution = :execution, entries = list_append(entries, :entry)",
            condition=UNSETTLED + " AND (attribute_not_exists(stuck_execution) OR stuck_execution <> :execution)",
            values={":mark": "stuck", ":execution": event["execution"], ":entry": [entry_id]},
        )  # fmt: skip
        commit([marking, entry])
        return True
    return False


def _details(record: Record, event: Mapping[str, Any]) -> dict[str, str]:
    return {
        "approval_id": record.approval_id, "user_id": record.user_id, "digest": record.digest, "status": record.status,
        "execution": event["execution"], "error": event["error"],
    }  # fmt: skip
