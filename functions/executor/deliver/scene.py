"""What the bus looks at for a deliverable: agent and controls as they are now; there is no thread and no leg."""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.agents import hired_from
from greenlight.approvals import controls
from greenlight.declare import AGENTS, APPROVALS
from greenlight.deliverables.records import Deliverable
from greenlight.denials import Denial, store
from greenlight.errors import Refused
from greenlight.items import get_together
from greenlight.keys import Keys
from greenlight.tokens import RunClaims

from functions.executor.action import Action, known
from functions.executor.bus import Counters, Scene, recheck
from functions.executor.bus.scene import Uncounted
from functions.executor.once import Answer


def action_of(one: Deliverable, arguments: Any = None) -> Action:
    """The call that this version stands for. Raises NotFound, Invalid where it fits the catalogue no longer."""
    given = one.arguments if arguments is None else arguments
    return known(claims(one), f"{one.deliverable_id}.{one.version}", one.tool, given)


def claims(one: Deliverable) -> RunClaims:
    """Its goal run, in the words of a chat turn's: no thread, no leg."""
    return RunClaims(
        one.tenant_id, one.user_id, thread_id="", run_id=one.goal_run_id, leg=0, agent_id=one.agent_id,
        correlation_id=one.correlation_id,
    )  # fmt: skip


def look(action: Action, *, waits: int = 0, counters: Counters | None = None) -> Scene:
    """`waits` in seconds, where money must be held for longer than the rules say; without `counters` nothing counts.

    Raises NotFound, Denied for an agent that may not act.
    """
    keys, who = Keys(action.who.tenant_id), action.who
    found = get_together([(APPROVALS, keys.controls()), (AGENTS, keys.agent(who.user_id, who.agent_id))])
    return Scene(
        action=action, agent=hired_from(found[1]), run_status="running", controls=controls.from_item(found[0]),
        now=time.time(), counters=counters or Uncounted(), waits=waits,
    )  # fmt: skip


def forbidden(one: Deliverable, arguments: Mapping[str, Any]) -> Answer | None:
    """Why these arguments, which a person said yes to, may not be acted on by today's controls, limits and policies."""
    try:
        verdict = recheck(look(action_of(one, arguments)))
    except Refused as refused:
        return {"status": "denied", "rule": str(refused.extra.get("rule", "gone")), "detail": refused.detail}
    return {"status": "denied", "rule": verdict.rule, "detail": verdict.detail} if verdict else None


def deny(action: Action, subject: str, stage: str, rule: str, detail: str, *, actor: str = "") -> None:
    """Keeps the denial."""
    store(action.who.tenant_id, denial(action, subject, stage, rule, detail, actor=actor))


def denial(action: Action, subject: str, stage: str, rule: str, detail: str, *, actor: str = "") -> Denial:
    who = action.who
    return Denial(
        rule=rule, detail=detail, actor=actor or f"agent:{who.agent_id}", stage=stage, subject=subject,
        correlation_id=who.correlation_id, tool=action.tool, agent_id=who.agent_id, user_id=who.user_id,
    )  # fmt: skip
