"""The bus at the draft: whether this may be proposed at all, and its exact bytes; nothing is counted or held yet."""

from collections.abc import Mapping
from typing import Any

from greenlight.approvals.exact import exact_of
from greenlight.errors import Invalid, Refused
from greenlight.keys import new_id
from greenlight.tokens import RunClaims

from functions.executor.action import Action, known
from functions.executor.bus import decide
from functions.executor.once import Answer

from .scene import deny, look

TEXTS = ("tenant_id", "user_id", "agent_id", "goal_run_id", "correlation_id")


def judge(request: Mapping[str, Any]) -> Answer:
    """Raises Invalid for a request that lacks an id, NotFound for an agent that is not there."""
    action = _action(request)
    subject = request["goal_run_id"]
    try:
        verdict = decide(look(action))
        if verdict.decision == "deny":
            return _no(action, subject, verdict.rule, verdict.detail)
        exact = exact_of(new_id("apr"), action.tool, action.effect, action.arguments)
    except Invalid as invalid:
        return _no(action, subject, "arguments", invalid.detail) | {"problems": list(invalid.problems)}
    except Refused as refused:
        return _no(action, subject, str(refused.extra.get("rule", "refused")), refused.detail)
    return {
        "decision": "ask", "rule": verdict.rule, "detail": verdict.detail, "exact": exact.text,
        "exact_sha256": exact.sha256, "target": exact.target,
    }  # fmt: skip


def _action(request: Mapping[str, Any]) -> Action:
    if not all(isinstance(request.get(name), str) and request[name] for name in TEXTS):
        raise Invalid(f"Judging needs {', '.join(TEXTS)}.")
    who = RunClaims(
        request["tenant_id"], request["user_id"], thread_id="", run_id=request["goal_run_id"], leg=0,
        agent_id=request["agent_id"], correlation_id=request["correlation_id"],
    )  # fmt: skip
    return known(who, "draft", str(request.get("tool")), request.get("arguments"))


def _no(action: Action, subject: str, rule: str, detail: str) -> Answer:
    deny(action, subject, "draft", rule, detail)
    return {"decision": "deny", "rule": rule, "detail": detail}
