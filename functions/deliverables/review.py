"""The doors of a review: a verdict on the version that was seen; the approval's own rules decide, here as elsewhere."""

from typing import Any

from greenlight import problem
from greenlight.approvals.decide import decide
from greenlight.approvals.judge import Decision, Door
from greenlight.caller import Caller
from greenlight.deliverables.records import Deliverable, view
from greenlight.deliverables.store import Deliverables
from greenlight.errors import Conflict, Invalid, Refused, Stale
from greenlight.rest import Answer, address, answer, body, current_caller
from greenlight.spec import spec

from . import schemas
from .ends import give_up_draft
from .schemas import Review
from .seen import seen_by

DECIDERS = ("customer", "approver", "operator")
VERDICTS = {"approve": "approve", "reject": "deny", "revise": "revise", "acknowledge": "acknowledge"}
MOST_ROUNDS = 3  # of drafting one deliverable anew
Reviewed = tuple[Deliverable, str, bool]


@spec(body=Review, returns=schemas.Reviewed, roles=DECIDERS, decides=True)
def review_deliverable(deliverable_id: str) -> Answer:
    """My verdict on exactly this version; a yes has the `approval_id` that carrying it out needs."""
    one, approval_id, replayed = _review(current_caller(), deliverable_id, body(Review))
    headers = {"Idempotent-Replayed": "true"} if replayed else None
    said = {"deliverable": view(one), "approval_id": approval_id}
    return answer(said, headers=headers, revision=one.revision)


@spec(body=schemas.Reviews, returns=schemas.ReviewsDone, status=207, roles=DECIDERS, decides=True)
def review_many() -> Answer:
    """Several verdicts, each for itself: one that is refused holds up no other, and says why."""
    caller, given = current_caller(), body(schemas.Reviews)
    return answer({"results": [_one_of_many(caller, item) for item in given.items]}, 207)


def _one_of_many(caller: Caller, item: schemas.ReviewOfOne) -> dict[str, Any]:
    try:
        one, approval_id, _ = _review(caller, item.deliverable_id, item)
    except Refused as refused:
        place = f"/api/v1/deliverables/{item.deliverable_id}/review"
        told = problem.problem(refused, correlation_id=caller.correlation_id, instance=place)
        return {"deliverable_id": item.deliverable_id, "status": refused.status, "problem": told}
    return {
        "deliverable_id": one.deliverable_id, "status": 200, "approval_id": approval_id,
        "deliverable_status": one.status,
    }  # fmt: skip


def _review(caller: Caller, deliverable_id: str, given: Review) -> Reviewed:
    """The deliverable as it then stands, the approval's id, and whether this verdict stood there before.

    Raises NotFound, Denied, Conflict, Gone, Stale (another version or digest), Invalid.
    """
    one = seen_by(caller, deliverable_id)
    if one.status == "draft":
        return _of_a_draft(caller, one, given)
    if not one.approval_id:
        raise Conflict(f"This is {one.status}; nobody is asked about it now.", status_now=one.status)
    if given.version not in {None, one.version}:
        raise Stale("There is another version now: read it, then decide.", version=one.version)
    if given.decision == "revise":
        _may_be_revised(one, given)
    decision = Decision(VERDICTS[given.decision], given.digest, given.notes)
    record, replayed = decide(caller, one.approval_id, decision, Door("rest", address()))
    return Deliverables(caller.tenant_id).get(deliverable_id), record.approval_id, replayed


def _may_be_revised(one: Deliverable, given: Review) -> None:
    if not given.notes.strip():
        raise Invalid(
            "Say in the notes what should be different.",
            problems=[{"pointer": "/notes", "detail": "is needed for a revision"}],
        )
    if one.status == "pending_review" and one.rounds >= MOST_ROUNDS:
        raise Conflict(f"This was drafted anew {MOST_ROUNDS} times: approve it, edit it or reject it.")


def _of_a_draft(caller: Caller, one: Deliverable, given: Review) -> Reviewed:
    """A draft that a gate keeps from review can be thrown away by its customer, and nothing else."""
    if given.decision != "reject" or not one.problems or one.user_id != caller.user_id:
        raise Conflict("This is a draft: nobody is asked about it yet.", status_now=one.status)
    give_up_draft(one, f"user:{caller.user_id}", given.notes)
    return Deliverables(caller.tenant_id).get(one.deliverable_id), "", False
