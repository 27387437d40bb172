"""The promises, checked at every step: what the tables and the destination show, whatever the code believes.

Nothing here asks the code under test, save for the digest of an action, which is the definition of "exactly that".
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from greenlight.approvals.digests import action_digest
from greenlight.packing import unpack

from .dynamo.table import Store
from .world import Request, State, Step

YES = frozenset({"approved", "edited"})
TAKEN_BACK = frozenset({"revoked", "cancelled", "expired"})
SETTLED = frozenset({"confirmed", "failed", "not_sent", "needs_person"})
_META = re.compile(r"TENANT#([a-z0-9]+)#APPROVAL#([^#]+)\Z")
Record = Mapping[str, Any]


class Broken(AssertionError):
    """A promise was broken; the explorer adds the schedule that did it."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What was allowed: for each approval the bytes that a person said yes to, and which attempts consumed it."""

    yes: tuple[tuple[str, str, str], ...] = ()  # approval, digest, exact text
    grants: tuple[tuple[str, int], ...] = ()  # approval, attempt

    def bytes_of(self, approval_id: str) -> str | None:
        return next((exact for known, _, exact in self.yes if known == approval_id), None)


def known(store: Store) -> Truth:
    """What was said yes to before anything is explored."""
    found = [r for r in records(store) if r["status"] in YES and tenant_of(r) == r["tenant_id"]]
    return Truth(tuple((r["approval_id"], r["digest"], r["exact"]) for r in found))


def watched(step: Step) -> State:
    """The state after the step with what is now known. Raises Broken."""
    truth = step.before.truth
    if step.after.store.mark != step.before.store.mark and "tampers" not in step.node.told:
        for old, new in _changed(step.before.store, step.after.store, "META"):
            truth = _verdict(step, old, new, truth)
            truth = _consumed(step, old, new, truth)
        for effect_before, effect_after in _changed(step.before.store, step.after.store, "EFFECT#"):
            _moved(step, effect_before, effect_after)
    for request in step.after.wire[len(step.before.wire) :]:
        _sent(step, request, truth)
    return replace(step.after, truth=truth)


def _changed(before: Store, after: Store, sort: str) -> Iterator[tuple[Record, Record]]:
    for key, item in after.items.items():
        if key[2].startswith(sort) and key in before.items and before.marks[key] != after.marks[key]:
            yield unpack(before.items[key]), unpack(item)


def _verdict(step: Step, old: Record, new: Record, truth: Truth) -> Truth:
    """One verdict each, on what its person saw; a yes may be taken back until it is consumed."""
    if old["status"] == new["status"]:
        return truth
    if old["status"] != "pending":
        _promise(
            old["status"] in YES and new["status"] in TAKEN_BACK and not old["attempts"],
            f"{old['status']} became {new['status']}",
        )
        return truth
    if new["status"] not in YES:
        return truth
    digest = digest_of(new)
    _promise(digest == new["digest"], "the digest is not that of the action")
    _promise(step.node.told.get("means") == digest, "somebody said yes to what he did not see")
    votes = [vote for vote in _votes(step.after.store, new) if vote["digest"] == digest]
    _promise(new["people"] == 1 or len(votes) >= new["people"], "too few people said yes to this")
    return replace(truth, yes=(*truth.yes, (new["approval_id"], digest, new["exact"])))


def _consumed(step: Step, old: Record, new: Record, truth: Truth) -> Truth:
    if old["attempts"] == new["attempts"]:
        return truth
    approval_id, attempt = new["approval_id"], new["attempts"]
    _promise(attempt == old["attempts"] + 1, "an attempt was left out")
    _promise(old["status"] in YES, f"consumed while {old['status']}")
    _promise(old["expires_at"] > step.node.read_at, "consumed after its time")
    _promise(any(y[:2] == (approval_id, old["digest"]) for y in truth.yes), "consumed for another action")
    owner = tenant_of(new)
    _promise(
        owner == new["tenant_id"] == _json(new["bound"])["tenant_id"],
        "another tenant's approval was consumed",
    )
    _promise(not _is_stopped(step.before.store, owner), "consumed after the kill switch was pulled")
    if attempt > 1:
        before = effect_of(step.before.store, new, attempt - 1)
        _promise(before.get("status") == "not_sent", f"tried again after {before.get('status')}")
    return replace(truth, grants=(*truth.grants, (approval_id, attempt)))


def _moved(step: Step, old: Record, new: Record) -> None:
    """Only its sender touches an attempt while the lease lasts; what is settled stays as it is."""
    _promise(old["status"] not in SETTLED, f"{old['status']} became {new['status']}")
    held = old["status"] in {"prepared", "dispatched"} and old["lease_until"] > step.node.read_at
    _promise(not held or step.actor == old["by"], "an attempt was taken from the living")


def _sent(step: Step, request: Request, truth: Truth) -> None:
    approval_id, attempt = request.approval_id, request.attempt
    _promise((approval_id, attempt) in truth.grants, "a request went out without an approval")
    _promise(request.text == truth.bytes_of(approval_id), "something else went out than was approved")
    same = [other for other in step.after.wire if other.approval_id == approval_id]
    _promise(sum(r.attempt == attempt for r in same) == 1, "one attempt sent twice")
    _promise(sum(r.fate != "refused" for r in same) <= 1, "two requests that may have arrived")
    tenant_id = step.node.told["tenant"]
    known = [r for r in records(step.before.store) if tenant_of(r) == r["tenant_id"] == tenant_id]
    _promise(bool(known), "another tenant's approval was carried out")
    status = effect_of(step.before.store, known[0], attempt).get("status")
    _promise(status == "dispatched" or request.fate == "refused", f"sent while {status}")


def at_rest(state: State) -> None:
    """When nobody has anything left to do. Raises Broken."""
    for record in records(state.store):
        status, attempts = record["status"], record["attempts"]
        _promise(status != "pending", "an approval waits for ever")
        for attempt in range(1, attempts + 1):
            effect = effect_of(state.store, record, attempt)
            _promise(effect.get("status") in SETTLED, f"attempt {attempt} ends {effect.get('status')}")
            _honest(state, record["approval_id"], attempt, effect)


def _honest(state: State, approval_id: str, attempt: int, effect: Record) -> None:
    fates = {r.fate for r in state.wire if (r.approval_id, r.attempt) == (approval_id, attempt)}
    if effect["status"] == "not_sent":
        _promise(fates <= {"refused"}, "called not sent, but it may have arrived")
    if effect["status"] in {"confirmed", "failed"} and not effect.get("rehearsed"):
        _promise("arrived" in fates, f"called {effect['status']}, but nothing arrived")


def records(store: Store) -> Iterator[Record]:
    for key, item in store.items.items():
        if key[2] == "META" and _META.fullmatch(key[1]):
            record = unpack(item)
            yield record | {"bound": _json(record["bound"])}


def tenant_of(record: Record) -> str:
    found = _META.fullmatch(record["pk"])
    assert found
    return found[1]


def effect_of(store: Store, record: Record, attempt: int) -> Record:
    for key, item in store.items.items():
        if key[1] == record["pk"] and key[2] == f"EFFECT#{attempt:03d}":
            return unpack(item)
    return {}


def effects_of(store: Store, approval_id: str) -> list[Record]:
    found = [unpack(item) for key, item in store.items.items() if key[2].startswith("EFFECT#")]
    return [effect for effect in found if effect["approval_id"] == approval_id]


def _is_stopped(store: Store, tenant_id: str) -> bool:
    return any(key[1:] == (f"TENANT#{tenant_id}", "CONTROLS") for key in store.items)


def _votes(store: Store, record: Record) -> list[Record]:
    return [
        unpack(item) for k, item in store.items.items() if k[1] == record["pk"] and k[2].startswith("VOTE#")
    ]


def digest_of(record: Record) -> str:
    return action_digest(_json(record["bound"]), _json(record["arguments"]))


def _json(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) else text


def _promise(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Broken(otherwise)
