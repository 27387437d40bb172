"""Opening a draft for review: judged by the whole bus, counted, money held, and a person asked, in one transaction."""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.actions import described, schema_hash
from greenlight.agents import HiredAgent
from greenlight.approvals import topic
from greenlight.approvals.digests import action_digest, canonical
from greenlight.approvals.exact import Exact, exact_of
from greenlight.approvals.rules import DAY, ask_rules
from greenlight.approvals.store import Approvals
from greenlight.deliverables.changes import history_step, moving, stepping
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.denials import denying
from greenlight.errors import Denied, Invalid, Refused
from greenlight.items import ConditionFailed, commit
from greenlight.keys import new_id

from functions.executor.action import Action
from functions.executor.ask import asked_fields, bound_to, in_record
from functions.executor.bus import Scene, decide
from functions.executor.bus.scene import Verdict
from functions.executor.bus.store import LedgerCounters
from functions.executor.once import Answer

from .scene import action_of, claims, denial, look

FURTHEST = 45 * DAY  # a campaign's last post is suggested for 34 days ahead
PASSING = frozenset({"rate"})  # rules that let it through a little later
REPORT = "deliverable.report"
SAID = Verdict("ask", "report", "A report is acknowledged.")


def open_review(request: Mapping[str, Any]) -> Answer:
    """Saying it again finds what stands. Raises NotFound."""
    deliverables = Deliverables(str(request.get("tenant_id")))
    one = deliverables.get(str(request.get("deliverable_id")))
    if one.status != "draft":
        return _standing(one)
    try:
        record = _report(one) if one.kind == "report" else _asked(one)
        Approvals(one.tenant_id).ask(record, [_opening(one, record)])
    except ConditionFailed:
        return _standing(deliverables.get(one.deliverable_id))
    except Refused as refused:
        return _refused(one, refused)
    topic.tell(Approvals(one.tenant_id).get(record["approval_id"]))
    return _standing(deliverables.get(one.deliverable_id))


def _standing(one: Deliverable) -> Answer:
    return {"status": one.status, "approval_id": one.approval_id, "digest": one.digest}


def _asked(one: Deliverable) -> dict[str, Any]:
    """The approval's fields. Raises Denied by the bus's rule, Invalid for what the adapter cannot send."""
    action = action_of(one)
    waits = max(0, one.suggested_at - int(time.time())) + DAY if one.suggested_at else 0
    scene = look(action, waits=waits, counters=LedgerCounters())
    verdict = decide(scene)
    if verdict.decision == "deny" or scene.agent is None:
        raise Denied(verdict.detail, rule=verdict.rule)
    approval_id = new_id("apr")
    exact = exact_of(approval_id, action.tool, action.effect, action.arguments)
    reserved = verdict.reservation.as_text() if verdict.reservation else ""
    more = {
        "approval_id": approval_id, "kind": "deliverable", "tool": action.tool, "effect": action.effect,
        "verb": action.verb or "", "policy": in_record(verdict), "reservation": reserved,
    }  # fmt: skip
    return _fields(one, scene.agent, exact, _bound(scene, verdict, exact), more)


def _report(one: Deliverable) -> dict[str, Any]:
    """A report has no tool: a person says that he has read it."""
    agent = look(Action(claims(one), "", REPORT, "read", False, None, {})).agent
    if agent is None:
        raise Invalid("A report has an agent.")
    more = {
        "approval_id": new_id("apr"), "kind": "report", "tool": REPORT, "effect": "review", "verb": "",
        "policy": in_record(SAID), "reservation": "",
    }  # fmt: skip
    return _fields(
        one, agent, Exact(canonical(one.content), one.title), {"tool": REPORT, "target": one.title}, more
    )


def _bound(scene: Scene, verdict: Verdict, exact: Exact) -> dict[str, Any]:
    return {
        "policy_version": f"{verdict.policy_version}.{scene.controls.version}", "tool": scene.action.tool,
        "schema_hash": schema_hash(described(scene.action.tool)), "target": exact.target,
    }  # fmt: skip


def _fields(
    one: Deliverable, agent: HiredAgent, exact: Exact, bound: Mapping[str, Any], more: Mapping[str, Any]
) -> dict[str, Any]:
    """Bound to this version: another one's digest is another."""
    rules = ask_rules(agent, more["effect"], more["verb"] or None)
    fields = asked_fields(claims(one), agent, rules, exact) | {"call_id": "", **more}
    whole = bound_to(claims(one), agent) | dict(bound) | {
        "deliverable_id": one.deliverable_id, "version": one.version, "suggested_at": one.suggested_at,
        "credential_ref": one.credential_ref,
    }  # fmt: skip
    until = fields["expires_at"]
    if one.suggested_at:
        until = min(max(until, one.suggested_at + DAY), int(time.time()) + FURTHEST)
    return fields | {
        "title": one.title[:300], "arguments": one.arguments, "bound": whole, "expires_at": until,
        "digest": action_digest(whole, one.arguments), "deliverable_id": one.deliverable_id, "version": one.version,
    }  # fmt: skip


def _opening(one: Deliverable, record: Mapping[str, Any]) -> Any:
    return moving(
        one, "pending_review", "platform", "", approval_id=record["approval_id"], digest=record["digest"],
        expires_at=record["expires_at"], problems=[],
    )  # fmt: skip


def _refused(one: Deliverable, refused: Refused) -> Answer:
    """It stays a draft that says why nobody is asked about it, and the denial is kept."""
    rule = str(refused.extra.get("rule", "arguments"))
    action = Action(claims(one), "", one.tool or REPORT, "external", False, one.verb, one.arguments)
    problem = {"rule": rule, "detail": refused.detail, "pointer": ""}
    problems = [] if rule in PASSING else [problem]
    step = history_step("draft", "draft", "platform", refused.detail, one.correlation_id)
    still = ("#status = :draft", {":draft": "draft"})
    _, kept = denying(one.tenant_id, denial(action, one.deliverable_id, "draft", rule, refused.detail))
    try:
        commit([stepping(one.tenant_id, one.deliverable_id, {"problems": problems}, step, *still), *kept])
    except ConditionFailed:
        return _standing(Deliverables(one.tenant_id).get(one.deliverable_id))
    return {"status": "denied", "rule": rule, "detail": refused.detail}
