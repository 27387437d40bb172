"""The REST doors of approvals: what waits for me, one in full, my verdict, and taking it back."""

from typing import Any

from greenlight.actions import described
from greenlight.approvals import tokens, topic
from greenlight.approvals.decide import decide
from greenlight.approvals.inbox import Wanted, page
from greenlight.approvals.judge import Decision, Door, may_decide
from greenlight.approvals.records import Record, view
from greenlight.approvals.store import Approvals
from greenlight.errors import NotFound
from greenlight.rest import Answer, address, answer, body, current_caller, query
from greenlight.spec import spec

from . import schemas
from .store import attempts, names_of

DECIDERS = ("customer", "approver", "operator")
ANSWER_TEXT = {
    "type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"], "additionalProperties": False,
}  # fmt: skip


@spec(query=schemas.ApprovalsQuery, returns=schemas.Approvals)
def list_approvals() -> dict[str, Any]:
    """What waits for me, newest first; with another status, what became of it."""
    caller, asked = current_caller(), query(schemas.ApprovalsQuery)
    waits = asked.status == "pending"
    status = "" if asked.status in {"pending", "all"} else asked.status
    found, following = page(caller, Wanted(waits, asked.agent, status, asked.limit, asked.cursor))
    return {
        "items": [view(record) for record in found], "next_cursor": following,
        "names": names_of(caller.tenant_id, found),
    }  # fmt: skip


@spec(returns=schemas.ApprovalInFull)
def get_approval(approval_id: str) -> Answer:
    """One approval in full; its revision is the ETag."""
    caller = current_caller()
    record = Approvals(caller.tenant_id).seen_by(caller, approval_id)
    more = {
        "arguments_schema": _schema(record), "effects": attempts(record),
        "may_decide": record.is_open and may_decide(record, caller), "names": names_of(caller.tenant_id, [record]),
    }  # fmt: skip
    return answer({**view(record), **more}, revision=record.revision)


@spec(body=schemas.Verdict, returns=schemas.Approval, roles=DECIDERS, decides=True)
def decide_approval(approval_id: str) -> Answer:
    """My verdict on exactly what I saw; the same one again is replayed, another is refused."""
    given = body(schemas.Verdict)
    decision = Decision(given.verdict, given.digest, given.note, given.arguments)
    record, replayed = decide(current_caller(), approval_id, decision, Door("rest", address()))
    headers = {"Idempotent-Replayed": "true"} if replayed else None
    return answer(view(record), headers=headers, revision=record.revision)


@spec(body=schemas.Withdrawal, returns=schemas.Approval, roles=DECIDERS, decides=True)
def revoke_approval(approval_id: str) -> Answer:
    """Takes it back before anything came of it: one that waits, or a yes that was not used yet."""
    caller, given = current_caller(), body(schemas.Withdrawal)
    record = Approvals(caller.tenant_id).revoke(caller, approval_id, given.reason, Door("rest", address()))
    topic.tell(record)
    tokens.complete(record.tenant_id, record.approval_id)
    return answer(view(record), revision=record.revision)


def _schema(record: Record) -> dict[str, Any] | None:
    """What an edit's arguments must be; None where nothing can be edited, or the tool is gone."""
    if record.kind in ("tool_call", "deliverable"):
        try:
            schema: dict[str, Any] = described(record.tool)["parameters"]
        except NotFound:
            return None
        return schema
    return ANSWER_TEXT if record.kind == "final" else None
