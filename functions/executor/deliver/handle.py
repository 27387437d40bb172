"""The Lambda `deliver`: ids come in, and what they name is read from the tables; whoever forges ids finds no right.

judge  {tenant_id, user_id, agent_id, goal_run_id, correlation_id, tool, arguments}
       → {decision: ask | deny, rule, detail, exact?, exact_sha256?, target?, problems?}
open   {tenant_id, deliverable_id} → {status: pending_review, approval_id, digest} | {status: denied, rule, detail}
act    {tenant_id, deliverable_id, approval_id, actor, correlation_id} → what became of it, as contracts §5 words it
"""

from collections.abc import Callable, Mapping
from typing import Any

from greenlight.errors import Invalid

from functions.executor.once import Answer

from .act import act
from .judge import judge
from .open import open_review


def deliver(request: Mapping[str, Any]) -> Answer:
    """Raises NotFound for what is not there, StillRunning while another carries it out: the caller tries again."""
    operation = _OPERATIONS.get(str(request.get("op")))
    if operation is None:
        raise Invalid(f"`op` is one of {', '.join(_OPERATIONS)}.")
    return operation(request)


_OPERATIONS: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
    "judge": judge,
    "open": open_review,
    "act": act,
}
