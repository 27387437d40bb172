"""The Lambda `effects`: `execute` for an approval, by ids alone, and `read` for a look at an allowed host."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

from greenlight.errors import Invalid, Refused
from greenlight.observe import logger, note

from .adapters import ADAPTERS
from .credentials import VaultSecrets
from .effect import view
from .execute import execute
from .facts import gather
from .ports import Ports
from .probe import probe
from .read import read
from .reconcile import sweep_one
from .store import Ledger, due

Body = dict[str, Any]
FAULTS = (LookupError, ValueError, TypeError, AttributeError, RuntimeError)  # of one row, or of one answer


def handle(request: Mapping[str, Any]) -> Body:
    """Raises StillRunning; every other no is an answer."""
    operation = _OPERATIONS.get(str(request.get("op")))
    if operation is None:
        return _problems(Invalid(f"`op` is one of {', '.join(_OPERATIONS)}."))
    return operation(request)


def sweep(now: Callable[[], float] = time.time) -> dict[str, int]:
    """Looks after every effect that is due; how many came to which status. One in `trouble` holds up no other."""
    from botocore.exceptions import BotoCoreError, ClientError

    came: Counter[str] = Counter()
    for tenant_id, approval_id, attempt in due(now()):
        try:
            if effect := Ledger(tenant_id, now).one(approval_id, attempt):
                came[sweep_one(effect, _ports(tenant_id, now))] += 1
        except (BotoCoreError, ClientError, Refused, *FAULTS) as error:
            came["trouble"] += 1
            about = {"approval_id": approval_id, "attempt": attempt, "problem": type(error).__name__}
            logger().error("effect left alone", extra=about)
    return dict(came)


def _execute(request: Mapping[str, Any]) -> Body:
    """`{tenant_id, approval_id}` → `{ok, effect: {status, attempt, result?, detail}}`."""
    tenant_id, approval_id = request.get("tenant_id"), request.get("approval_id")
    try:
        if not isinstance(tenant_id, str) or not isinstance(approval_id, str):
            raise Invalid("Executing needs `tenant_id` and `approval_id`.", rule="request")
        effect = execute(approval_id, _ports(tenant_id))
    except Refused as refused:
        rule = str(refused.extra.get("rule", "approval"))
        note(refused_by=rule)
        return {"ok": False, "effect": {"status": "refused", "rule": rule, "detail": refused.detail}}
    note(correlation_id=effect.correlation_id, effect=effect.status, attempt=effect.attempt)
    return {"ok": True, "effect": view(effect)}


def _read(request: Mapping[str, Any]) -> Body:
    try:
        return read(request, _ports)
    except Refused as refused:
        return _problems(refused)


def _probe(request: Mapping[str, Any]) -> Body:
    try:
        return probe(request, ADAPTERS)
    except Refused as refused:
        return _problems(refused)


def _ports(tenant_id: str, now: Callable[[], float] = time.time) -> Ports:
    return Ports(Ledger(tenant_id, now), ADAPTERS, now, token_hex(8), VaultSecrets(tenant_id))


def _problems(refused: Refused) -> Body:
    problems = refused.problems or [{"pointer": "", "detail": refused.detail}]
    return {"ok": False, "problems": problems, "detail": refused.detail}


_OPERATIONS: Mapping[str, Callable[[Mapping[str, Any]], Body]] = {
    "execute": _execute,
    "read": _read,
    "facts": gather,
    "probe": _probe,
}
