"""Audit mode's other two gates: the context before each model call, and the final answer before anybody reads it.

A leg under the context gate makes one model call at most, and none before its context was approved: the executor
refuses the tools and the answer of a leg that has not passed.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from greenlight import agui
from greenlight.agents import hired
from greenlight.approvals.digests import canonical, sha256
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import THREADS
from greenlight.errors import Denied, Invalid
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import Keys
from greenlight.threads.lifecycle import announce, finish
from greenlight.threads.records import leg_id
from greenlight.threads.runs import Runs
from greenlight.threads.waiting import reopen
from greenlight.tokens import RunClaims

from .ask import ask_review, required
from .once import LEASE, Answer, AskedBefore, StillRunning
from .start import start_run

KINDS = ("context", "final")
PIECE = 3_000  # characters of one text event
NOTE = "Reviewer's note: {}"


def review(who: RunClaims, run: Item, request: Mapping[str, Any]) -> Answer:
    """`ok`, `approval_required` or `denied`. Raises Invalid for a request that makes no sense."""
    kind, arguments = request.get("kind"), request.get("arguments")
    if kind not in KINDS or not isinstance(arguments, dict) or not _sound(kind, arguments):
        raise Invalid("A review is of `context` with `{messages, tools}`, or of `final` with `{text}`.")
    if kind not in who.audit:
        return {"status": "ok"}
    if kind == "context" and _passed(who, run, arguments):
        return {"status": "ok"}
    check_context(who, run) if kind == "final" else None
    agent = hired(who.tenant_id, who.user_id, who.agent_id)
    key = Keys(who.tenant_id).call(who.thread_id, f"{_leg(who)}.{kind}")
    now = int(time.time())
    begun = {
        **key, "fingerprint": sha256(canonical(arguments)), "status": "begun", "by": "review",
        "lease_until": now + LEASE, "ttl": now + 30 * 86400,
    }  # fmt: skip
    try:
        return required(ask_review(who, agent, kind, arguments, begun))
    except AskedBefore as asked:
        return required(Approvals(who.tenant_id).get(asked.call["approval_id"]))


def check_context(who: RunClaims, run: Item) -> None:
    """Raises Denied for a leg whose model has not got an approved context."""
    if "context" in who.audit and run.get("context_leg") != who.leg:
        raise Denied("The context of this leg was not approved.", rule="context_gate")


def _passed(who: RunClaims, run: Item, arguments: Mapping[str, Any]) -> bool:
    """Whether exactly this context was approved: that is used up, and noted with the leg.

    Raises Denied for a second one: a leg calls its model once.
    """
    wanted = sha256(canonical(arguments))
    if run.get("context_leg") == who.leg:
        if run.get("passed_context") == wanted:
            return True
        raise Denied(
            "This leg's one context was approved; another takes a leg of its own.", rule="context_gate"
        )
    if run.get("allowed_context") != wanted:
        return False
    try:  # what a person allowed is used up by this very leg
        Items(THREADS).update(
            Keys(who.tenant_id).run(who.thread_id, who.run_id),
            "SET context_leg = :leg, passed_context = :context REMOVE allowed_context, allowed_by",
            condition="leg = :leg AND allowed_context = :context",
            values={":leg": who.leg, ":context": wanted},
        )  # fmt: skip
    except ConditionFailed:
        return False
    return True


def _sound(kind: str, arguments: Mapping[str, Any]) -> bool:
    if kind == "final":
        return set(arguments) == {"text"} and isinstance(arguments["text"], str)
    return set(arguments) == {"messages", "tools"} and isinstance(arguments["messages"], list)


def with_notes(messages: Sequence[Any], notes: Sequence[str]) -> list[Any]:
    """The messages as the next leg will have them: the platform puts notes last."""
    return [*messages, *({"role": "system", "content": NOTE.format(note)} for note in notes)]


def publish(record: Record, run: Item) -> None:
    """The approved answer, in the platform's own hand, as the run's last leg. Raises StillRunning before it parked."""
    text = str(record.arguments["text"])
    message_id = f"{record.run_id}.{record.leg + 1}.final"
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    said = [
        agui.text_start(message_id),
        *(agui.text_content(message_id, piece) for piece in pieces),
        agui.text_end(message_id),
    ]
    _last_leg(record, run, said, lambda leg: agui.run_finished(
        leg["thread_id"], leg_id(leg), outcome={"type": "success"}, metadata={"run_id": leg["run_id"]}
    ))  # fmt: skip


def end(record: Record, run: Item, why: str, status: str) -> None:
    """The run ends here, and says why."""
    _last_leg(record, run, [], lambda _: agui.run_error(why, f"{record.kind}_{status}"))


def _last_leg(record: Record, run: Item, said: list[Any], last: Any) -> None:
    runs = Runs(record.tenant_id)
    if run["status"] == "running" and run["leg"] == record.leg:
        raise StillRunning(record.approval_id)  # its agent has not parked yet
    try:
        leg = reopen(runs, run)
    except ConditionFailed as failed:
        leg = failed.item
        if leg.get("status") != "running" or leg["leg"] != record.leg + 1:
            return  # cancelled, or done before
    announce(runs, leg)
    finish(
        runs,
        leg,
        [*said, last(leg)],
        start=lambda following: start_run(record.tenant_id, following["thread_id"]),
    )


def _leg(who: RunClaims) -> str:
    return leg_id({"run_id": who.run_id, "leg": who.leg})
