"""The people of a scenario, as programs: each reads the approval, then decides on what he saw, by the real doors."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from greenlight.approvals.decide import decide
from greenlight.approvals.digests import action_digest
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller

from .actor import Actor
from .programs import Program

OWNER = Caller("acmehealth", "usr_customer", frozenset({"customer"}))
APPROVER = Caller("acmehealth", "usr_approver", frozenset({"approver"}))
REST = Door("rest")


def decides(
    name: str, who: Caller, approval_id: str, verdict: str, arguments: Mapping[str, Any] | None = None
) -> Program:
    """Looks, then says his verdict on the digest that he saw; aloud he says which digest that is a yes to."""

    def run(actor: Actor) -> str:
        seen = Approvals(who.tenant_id, actor.clock).seen_by(who, approval_id)
        actor.say(means=_means(seen, arguments))
        decision = Decision(verdict, seen.digest, arguments=arguments)
        return decide(who, approval_id, decision, REST, clock=actor.clock)[0].status

    return Program(name, run)


def _means(seen: Record, arguments: Mapping[str, Any] | None) -> str:
    return seen.digest if arguments is None else action_digest(seen.bound, arguments)


def revokes(name: str, who: Caller, approval_id: str) -> Program:
    def run(actor: Actor) -> str:
        return Approvals(who.tenant_id, actor.clock).revoke(who, approval_id, "no", REST).status

    return Program(name, run)


def cancels(name: str, approval_id: str, tenant_id: str = OWNER.tenant_id) -> Program:
    """The run that asked is cancelled."""

    def run(actor: Actor) -> str:
        return Approvals(tenant_id, actor.clock).cancel(approval_id, OWNER.user_id).status

    return Program(name, run)


def expires(name: str, approval_id: str, tenant_id: str = OWNER.tenant_id) -> Program:
    """The clock of the state machine looks at it."""

    def run(actor: Actor) -> str:
        return Approvals(tenant_id, actor.clock).expire(approval_id).status

    return Program(name, run)


def elsewhere(who: Caller) -> Caller:
    """The like of him, in another tenant."""
    return replace(who, tenant_id="otherfirm")
