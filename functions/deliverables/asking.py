"""What deliverables ask of others: `deliver` to carry one out or to open a review, `effects` about a connection."""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import aws
from greenlight.deliverables.records import Deliverable
from greenlight.observe import note

MOST_SECONDS = 27  # for `deliver`, which may take 28 and says within them that it is still at it


class StillRunning(Exception):
    """Another invocation carries it out, or this one's answer was lost: asking again is safe, and tells."""


def act(one: Deliverable, approval_id: str, actor: str, correlation_id: str) -> dict[str, Any]:
    """What became of it, `{status: ok|denied|failed|not_sent|unknown|needs_person, detail?, rule?, result?}`; a denial
    is kept by `deliver`. Raises StillRunning."""
    return _ask("deliver", {
        "op": "act", "tenant_id": one.tenant_id, "deliverable_id": one.deliverable_id, "approval_id": approval_id,
        "actor": actor, "correlation_id": correlation_id,
    })  # fmt: skip


def open_review(one: Deliverable) -> dict[str, Any]:
    """`{status: pending_review, approval_id, digest}` or `{status: denied, rule, detail}`. Raises StillRunning."""
    return _ask("deliver", {"op": "open", "tenant_id": one.tenant_id, "deliverable_id": one.deliverable_id})


def health(one: Deliverable) -> str:
    """`connected`, `needs_reconnect` or `unknown`, of the account that it goes out by; empty where it needs none."""
    if not one.credential_ref:
        return ""
    said = _ask("effects", {
        "op": "probe", "tenant_id": one.tenant_id, "credential_ref": one.credential_ref, "tool": one.tool,
    })  # fmt: skip
    return str(said.get("health", "unknown"))


def _ask(function: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Whatever it failed by, the ledger knows what was done: so any fault is one to ask again about."""
    from botocore.exceptions import ReadTimeoutError

    client = aws.client("lambda", read_timeout=MOST_SECONDS, attempts=1)
    try:
        reply = client.invoke(FunctionName=aws.function_name(function), Payload=json.dumps(body).encode())
    except (ReadTimeoutError, client.exceptions.TooManyRequestsException) as error:
        note(asked=function, fault=type(error).__name__)
        raise StillRunning from None
    said: dict[str, Any] = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        note(asked=function, fault=said.get("errorType"))
        raise StillRunning
    return said
