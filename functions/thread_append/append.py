"""Claim a leg, append to it, end it: the three things an agent may do to a thread, each proved by its run token."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from greenlight import agui, aws
from greenlight.agents import hired
from greenlight.errors import Denied, Invalid, NotFound, Refused
from greenlight.items import ConditionFailed
from greenlight.observe import note
from greenlight.problem import problem
from greenlight.threads.chunks import Batch
from greenlight.threads.lifecycle import announce, finish, record, settle, tell_results
from greenlight.threads.log import EventLog
from greenlight.threads.records import leg_id
from greenlight.threads.runs import Runs
from greenlight.tokens import RunClaims, verify_run

from .accept import ENDS, accept, says
from .context import compile_context, window

Body = dict[str, Any]
MAX_BATCHES = 10_000  # per leg
LONGEST_LEG = 900  # seconds; no run token is good for longer


def answer(request: Mapping[str, Any]) -> Body:
    """`{ok, …}` as the agent's side of contracts §4 and §5 has it; a refusal is `{ok: false, problem}`."""
    claims: RunClaims | None = None
    try:
        claims = verify_run(str(request.get("run_token", "")))
        note(correlation_id=claims.correlation_id, run_id=claims.run_id, op=str(request.get("op"))[:20])
        if claims.actor != "agent":
            raise Denied("This token is not an agent's.", rule="actor")
        operation = _OPERATIONS.get(str(request.get("op")))
        if operation is None:
            raise Invalid(f"`op` is one of {', '.join(_OPERATIONS)}.")
        return {"ok": True, **operation(claims, request)}
    except Refused as refused:
        correlation_id = claims.correlation_id if claims else ""
        return {"ok": False, "problem": problem(refused, correlation_id=correlation_id)}


def _claim(claims: RunClaims, request: Mapping[str, Any]) -> Body:
    """One claimant gets the leg; the same attempt asking again, its answer lost, gets the same answer."""
    invocation, deadline = request.get("invocation_id"), request.get("deadline")
    if not isinstance(invocation, str) or not isinstance(deadline, int):
        raise Invalid("A claim needs `invocation_id`, a text, and `deadline`, in epoch seconds.")
    runs, now = Runs(claims.tenant_id), int(time.time())
    until = min(max(deadline, now), now + LONGEST_LEG)
    try:
        claimed = runs.claim(_leg(claims), invocation, until, aws.setting("CATALOGUE_HASH"))
    except ConditionFailed as failed:
        claimed = failed.item
        if not claimed:
            raise NotFound("There is no such run.") from None
        if claimed["status"] != "running" or claimed.get("claimed_by") != invocation:
            return {"claimed": False, "detail": f"The run is {claimed['status']} in other hands."}
    return _begin(runs, claimed)


def _begin(runs: Runs, run: Body) -> Body:
    if ended := announce(runs, run).closed:
        settle(runs, run, ended)
        return {"claimed": False, "detail": f"The run is {ended}."}
    try:
        agent = hired(run["tenant_id"], run["user_id"], run["agent_id"])
    except Refused as refused:
        finish(runs, run, [_error(refused)])
        return {"claimed": False, "detail": refused.detail}
    tell_results(runs, run)
    events = window(EventLog(runs.keys, run["thread_id"]), run)
    return {"claimed": True, "context": compile_context(run, agent, events)}


def _append(claims: RunClaims, request: Mapping[str, Any]) -> Body:
    number = request.get("batch")
    if not isinstance(number, int) or not 0 < number <= MAX_BATCHES:
        raise Invalid("`batch` counts 1, 2, 3 … within a leg.")
    leg = leg_id(_leg(claims))
    events = accept(request.get("events"), claims.thread_id, leg)
    runs = Runs(claims.tenant_id)
    if says(events):
        _audited(claims, runs)
    if events[-1]["type"] in ENDS:
        finish(runs, _leg(claims), events, number)
        return {"seq": 0, "closed": True}
    done = record(runs, claims.thread_id, Batch(leg, number, claims.correlation_id, events, ordered=True))
    if done.closed:  # by somebody who may have died before he settled the run
        settle(runs, _leg(claims), done.closed)
    return {"seq": done.last_seq, "closed": bool(done.closed)}


def _audited(claims: RunClaims, runs: Runs) -> None:
    """In audit mode a model speaks on an approved context alone, and its answer is shown by the platform, once a person
    has approved it. Raises Denied."""
    if "final" in claims.audit:
        raise Denied("The answer of this leg waits for a person's approval.", rule="final_gate")
    if (
        "context" in claims.audit
        and runs.run(claims.thread_id, claims.run_id).get("context_leg") != claims.leg
    ):
        raise Denied("The context of this leg was not approved.", rule="context_gate")


def _leg(claims: RunClaims) -> Body:
    """What a token tells of its run: enough to number and to settle it."""
    return {
        "thread_id": claims.thread_id, "run_id": claims.run_id, "leg": claims.leg,
        "correlation_id": claims.correlation_id,
    }  # fmt: skip


def _error(refused: Refused) -> Body:
    return agui.run_error(refused.detail, str(refused.extra.get("rule", "refused")))


_OPERATIONS: Mapping[str, Callable[[RunClaims, Mapping[str, Any]], Body]] = {
    "claim": _claim,
    "append": _append,
}
