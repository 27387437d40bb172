"""Asking a person: the action in full, its digest, its exact bytes and who may decide, stored in one transaction."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from greenlight.actions import described, schema_hash
from greenlight.agents import HiredAgent
from greenlight.approvals import standing, topic
from greenlight.approvals.digests import action_digest, canonical, sha256
from greenlight.approvals.exact import Exact, exact_of
from greenlight.approvals.judge import MONEY
from greenlight.approvals.records import MOST_STORED, Record, from_item, interrupt, to_item
from greenlight.approvals.rules import AskRules, ask_rules
from greenlight.approvals.store import Approvals
from greenlight.errors import Invalid
from greenlight.items import ConditionFailed, Item, Write
from greenlight.keys import new_id
from greenlight.threads.records import utc
from greenlight.threads.runs import Runs
from greenlight.threads.waiting import opening
from greenlight.tokens import RunClaims

from .action import Action
from .bus import Scene, Verdict
from .once import Answer, AskedBefore, asking

MOST_BYTES = 64 * 1024  # of what a person is shown; an approval is one item of a table
REVIEW = {"context": "The context of the next model call", "final": "The final answer"}


def ask(scene: Scene, verdict: Verdict, begun: Item) -> Record:
    """The approval of this action: pending, or decided already where a standing approval covers it.

    Raises Invalid for what an adapter cannot send, AskedBefore.
    """
    action, agent = scene.action, _agent(scene)
    rules = ask_rules(agent, action.effect, action.verb)
    entry = described(action.tool)
    approval_id = new_id("apr")
    exact = exact_of(approval_id, action.tool, action.effect, action.arguments)
    bound = bound_to(action.who, agent) | {
        "policy_version": f"{verdict.policy_version}.{scene.controls.version}", "tool": action.tool,
        "schema_hash": schema_hash(entry), "target": exact.target,
    }  # fmt: skip
    title = f"{agent.name} wants to {action.verb or action.effect}: {exact.target}"
    fields = asked_fields(action.who, agent, rules, exact) | {
        "approval_id": approval_id, "kind": "tool_call", "call_id": action.call_id, "tool": action.tool,
        "effect": action.effect,
        "verb": action.verb or "", "title": title[:300], "arguments": action.arguments, "bound": bound,
        "digest": action_digest(bound, action.arguments), "policy": in_record(verdict),
        "reservation": verdict.reservation.as_text() if verdict.reservation else "",
    }  # fmt: skip
    before: list[Write] = []
    if _may_stand(rules, action) and not scene.audit and agent.mode == "live":
        fields, before = _standing(action, agent, fields)
    return _store(action.who, fields, begun, before)


def ask_review(
    who: RunClaims, agent: HiredAgent, kind: str, arguments: Mapping[str, Any], begun: Item
) -> Record:
    """The gates of audit mode that are no tool call: a context before its model call, or a final answer."""
    text = arguments["text"] if kind == "final" else canonical(arguments)
    exact = Exact(text, REVIEW[kind])
    tool = f"audit.{kind}"
    bound = bound_to(who, agent) | {"tool": tool, "target": exact.target}
    fields = asked_fields(who, agent, ask_rules(agent, "review", None), exact) | {
        "approval_id": new_id("apr"), "kind": kind, "call_id": begun["sk"].removeprefix("CALL#"),
        "tool": tool, "effect": "review", "verb": "",
        "title": f"{agent.name}: {exact.target.lower()}", "arguments": arguments, "bound": bound,
        "digest": action_digest(bound, arguments), "policy": {"decision": "ask", "rule": "audit", "detail": ""},
    }  # fmt: skip
    return _store(who, fields, begun, [])


def required(record: Record) -> Answer:
    """Contracts §5, for a call that a person is asked about."""
    return {
        "status": "approval_required", "approval_id": record.approval_id, "interrupt": interrupt(record),
    }  # fmt: skip


def _store(who: RunClaims, fields: Mapping[str, Any], begun: Item, before: Sequence[Write]) -> Record:
    stored = to_item(fields)
    if len(stored["arguments"].encode()) > MOST_STORED:
        raise Invalid(f"Arguments take {MOST_STORED // 1024} KB as JSON at most; make them smaller.")
    shown = from_item(stored | {"revision": 1})
    runs = Runs(who.tenant_id)
    run = {"thread_id": who.thread_id, "run_id": who.run_id, "leg": who.leg}
    writes = [asking(begun, shown.approval_id, required(shown), standing=bool(shown.standing_id))]
    if shown.is_open:
        writes.append(opening(runs, run, shown.call_id, shown.approval_id))
    try:
        record = Approvals(who.tenant_id).ask(fields, [*writes, *before])
    except ConditionFailed as failed:
        if failed.index == 0:
            raise AskedBefore(failed.item) from None
        raise Invalid("The run went on meanwhile; nobody was asked.") from None
    topic.tell(record)
    return record


def _may_stand(rules: AskRules, action: Action) -> bool:
    """Whether a yes in advance can be one at all: never for money, nor where two people or a fresh sign-in are due."""
    asks = rules.always_ask or rules.people > 1 or rules.fresh_login
    return not asks and action.verb not in MONEY


def _standing(
    action: Action, agent: HiredAgent, fields: dict[str, Any]
) -> tuple[dict[str, Any], list[Write]]:
    """A yes in advance: counted in the same transaction, and on record as the decision of whoever gave it."""
    who = action.who
    found = standing.covering(
        who.tenant_id,
        who.user_id,
        agent.agent_id,
        action.tool,
        fields["bound"]["schema_hash"],
        action.arguments,
    )
    if found is None:
        return fields, []
    decided = {
        "status": "approved", "standing_id": found.standing_id, "decided_by": found.user_id,
        "decided_at": utc(), "decided_from": {"door": "standing", "address": ""},
    }  # fmt: skip
    return fields | decided, [standing.taking(who.tenant_id, found, time.time())]


def asked_fields(who: RunClaims, agent: HiredAgent, rules: AskRules, exact: Exact) -> dict[str, Any]:
    if len(exact.text.encode()) > MOST_BYTES:
        raise Invalid(f"A person can be shown {MOST_BYTES // 1024} KB at most; make it smaller.")
    now = int(time.time())
    assignees = [who.user_id if one == "owner" else one for one in rules.assignees]
    return {
        "tenant_id": who.tenant_id, "user_id": who.user_id,
        "agent_id": agent.agent_id, "agent_name": agent.name, "thread_id": who.thread_id, "run_id": who.run_id,
        "leg": who.leg, "correlation_id": who.correlation_id, "risk": rules.risk, "exact": exact.text,
        "exact_sha256": sha256(exact.text), "target": exact.target, "mode": agent.mode, "status": "pending",
        "created_at": utc(now), "expires_at": now + rules.expires_in,
        "remind_at": now + rules.remind_after if rules.remind_after else 0,
        "escalate_at": now + rules.escalate_after if rules.escalate_after else 0,
        "always_ask": rules.always_ask, "assignees": list(dict.fromkeys(assignees)), "people": rules.people,
        "fresh_login": rules.fresh_login, "votes": 0, "standing_id": "", "note": "",
    }  # fmt: skip


def bound_to(who: RunClaims, agent: HiredAgent) -> dict[str, Any]:
    return {
        "tenant_id": who.tenant_id, "user_id": who.user_id, "agent_id": agent.agent_id,
        "agent_type_id": agent.agent_type_id, "agent_type_version": agent.type_version, "credential_ref": "",
        "mode": agent.mode, "policy_version": "", "schema_hash": "",
    }  # fmt: skip


def in_record(verdict: Verdict) -> dict[str, Any]:
    return {
        "decision": verdict.decision, "rule": verdict.rule, "detail": verdict.detail,
        "policies": list(verdict.policies), "policy_version": verdict.policy_version,
    }  # fmt: skip


def _agent(scene: Scene) -> HiredAgent:
    if scene.agent is None:
        raise Invalid("A person needs nobody's approval.")
    return scene.agent
