"""Whether this very record still allows this very request: everything that was bound is computed again."""

from collections.abc import Iterator

from greenlight.approvals.digests import action_digest, sha256
from greenlight.approvals.records import Record
from greenlight.errors import Denied, Invalid

from .adapters.http_request import attempt_key
from .adapters.protocol import Prepared
from .ports import Ports

Rule = tuple[bool, str, str]
BOUND = ("tenant_id", "user_id", "agent_id", "tool", "mode")


def checked(record: Record, ports: Ports) -> tuple[Prepared, str]:
    """The request that was approved, made again, and our key for it. Raises Denied, by the first rule it breaks."""
    for holds, rule, detail in _of_record(record, ports.now()):
        if not holds:
            raise Denied(detail, rule=rule)
    if reason := ports.store.controls().killed(record.agent_id, record.tool):
        raise Denied(f"A kill switch is on: {reason}", rule="kill_switch")
    key = attempt_key(record.approval_id, record.arguments)
    ready = remade(record, key, ports)
    for holds, rule, detail in _of_request(record, ready):
        if not holds:
            raise Denied(detail, rule=rule)
    return ready, key


def remade(record: Record, key: str, ports: Ports) -> Prepared:
    """Raises Denied where no adapter sends it, or where today's rules would not let it be proposed."""
    adapter = ports.adapters.get(record.tool)
    if adapter is None:
        raise Denied(f"Nothing here can send {record.tool}.", rule="adapter")
    try:
        return adapter.prepare(record.arguments, key)
    except Invalid as invalid:
        raise Denied(invalid.detail, rule="arguments") from None


def _of_record(record: Record, now: float) -> Iterator[Rule]:
    """In this order, each looked at only if those before it hold."""
    yield record.allows, "approval", f"The approval is {record.status}; nothing was sent."
    yield not record.settled_at, "settled", "This was settled already; nothing is sent any more."
    yield record.expires_at > now, "expired", "The time for this is over; nothing was sent."
    same = all(record.bound.get(name) == getattr(record, name) for name in BOUND)
    yield same, "bound", "The approval is for another tenant, user, agent, tool or mode; nothing was sent."
    external = record.effect == "external" and record.kind in ("tool_call", "deliverable")
    yield external, "bound", "This approval is for nothing that goes outside."
    fits = action_digest(record.bound, record.arguments) == record.digest
    yield fits, "digest", "The stored action is not the one that was approved; nothing was sent."


def _of_request(record: Record, ready: Prepared) -> Iterator[Rule]:
    shown = record.exact_sha256 == sha256(record.exact) == ready.sha256
    yield shown, "exact", "What would be sent is not what was shown and approved; nothing was sent."
    yield (
        ready.target == record.bound.get("target"),
        "target",
        "The approval is for another place; nothing was sent.",
    )
