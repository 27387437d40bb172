"""The ledger in DynamoDB: each change on its condition, with its audit entry, and an event once it is settled."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from greenlight import audit, outbox
from greenlight.approvals import controls
from greenlight.approvals.consume import consuming
from greenlight.approvals.controls import Controls
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.deliverables.follows import effected
from greenlight.items import ConditionFailed, Items, Write, commit
from greenlight.keys import SHARDS, Keys
from greenlight.threads.records import utc

from .effect import Effect, from_item, to_item, view, with_key
from .errors import Raced

AT_ONCE = 200  # rows of the index per shard and sweep; the rest is due at the next one
Clock = Callable[[], float]


class Ledger:
    """The `Store` of one tenant."""

    def __init__(self, tenant_id: str, now: Clock) -> None:
        self._tenant_id, self._now = tenant_id, now
        self._items, self._keys = Items(APPROVALS), Keys(tenant_id)

    def record(self, approval_id: str) -> Record:
        return Approvals(self._tenant_id, self._now).get(approval_id)

    def last(self, approval_id: str) -> Effect | None:
        pk = self._keys.approval(approval_id)["pk"]
        found = self._items.query(pk, begins="EFFECT#", descending=True, limit=1).items
        return from_item(found[0]) if found else None

    def one(self, approval_id: str, attempt: int) -> Effect | None:
        found = self._items.get(self._keys.effect(approval_id, attempt))
        return from_item(found) if found else None

    def controls(self) -> Controls:
        return controls.load(self._tenant_id)

    def consume(self, record: Record, effect: Effect) -> Effect:
        effect, trail = _trail(effect)
        try:
            commit([*consuming(record, effect.attempt, to_item(effect), self._now()), *trail])
        except ConditionFailed:
            if not self._is_ours(effect):
                raise Raced from None
        return effect

    def move(self, before: Effect, after: Effect) -> Effect:
        after, trail = _trail(after)
        here = self._items.putting(
            with_key(after), condition="revision = :revision", values={":revision": before.revision}
        )
        try:
            commit([here, *trail])
        except ConditionFailed:
            if not self._is_ours(after):
                raise Raced from None
        return after

    def _is_ours(self, effect: Effect) -> bool:
        """Whether this very write stands there: its answer was lost, and the client library sent it again."""
        stands = self.one(effect.approval_id, effect.attempt)
        return stands is not None and stands.entries == effect.entries


def due(now: float) -> Iterator[tuple[str, str, int]]:
    """Tenant, approval and attempt of what somebody must look at; the index is shared with the approvals' own clock."""
    for shard in range(SHARDS):
        page = Items(APPROVALS).query(f"DUE#{shard}", index=2, between=("0", utc(now)), limit=AT_ONCE)
        for item in page.items:
            if item["sk"].startswith("EFFECT#"):
                tenant_id, approval_id = item["pk"].removeprefix("TENANT#").split("#APPROVAL#")
                yield tenant_id, approval_id, int(item["sk"].removeprefix("EFFECT#"))


def _trail(effect: Effect) -> tuple[Effect, list[Write]]:
    """The effect with its new audit entry named in it, and the writes that go with this change of it."""
    entry_id, entry = audit.entry(
        effect.tenant_id, f"effect.{effect.status}", actor="platform:effects", subject=effect.approval_id,
        correlation_id=effect.correlation_id, agent_id=effect.agent_id, details=_details(effect),
    )  # fmt: skip
    event = {
        "type": "greenlight.effect.settled.v1", "subject": effect.approval_id,
        "data": {"status": effect.status, "attempt": effect.attempt, "tool": effect.tool,
                 "rehearsed": effect.rehearsed, "correlation_id": effect.correlation_id},
    }  # fmt: skip
    events = [outbox.row(effect.tenant_id, "event", event)] if effect.is_settled else []
    if effect.status == "needs_person":
        to = [effect.user_id, "role.operator"]
        letter = {"template": "approval_needs_person", "approval_id": effect.approval_id, "to": to}
        events.append(outbox.row(effect.tenant_id, "mail", letter))
    return replace(effect, entries=(*effect.entries, entry_id)), [entry, *events, *_deliverable(effect)]


def _deliverable(effect: Effect) -> list[Write]:
    """A deliverable is settled in the transaction that settles its effect: neither ever says more than the other."""
    if not effect.deliverable_id or not effect.is_settled or effect.abandoned:
        return []
    told = view(effect) | {"settled_at": effect.settled_at}
    return effected(effect.tenant_id, effect.deliverable_id, effect.goal_run_id, told, effect.correlation_id)


def _details(effect: Effect) -> dict[str, object]:
    """With the owner, since a target may be personal."""
    answered = {name: value for name, value in (effect.result or {}).items() if name == "status_code"}
    return {
        "user_id": effect.user_id, "attempt": effect.attempt, "tool": effect.tool, "target": effect.target,
        "digest": effect.digest, "exact_sha256": effect.exact_sha256, "key": effect.key, "by": effect.by,
        "detail": effect.detail, **answered,
    }  # fmt: skip
