"""Verdicts over the socket: the entries of AG-UI's `resume` become the decisions that REST and links take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from greenlight.approvals.decide import decide
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.caller import Caller
from greenlight.errors import Invalid, NotFound, Refused

MOST = 20  # entries in one message: a leg seldom asks for more
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of each entry: `{approval_id, status}` of those that stand, a refusal for each of the rest."""

    decided: list[dict[str, str]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def entries(payload: Any) -> list[Entry]:
    """One or several `{interruptId, status, payload}`. Raises Invalid before anything is decided."""
    found = [payload] if isinstance(payload, Mapping) else payload
    if not isinstance(found, list) or not 0 < len(found) <= MOST or not all(map(_is_entry, found)):
        raise Invalid(f"resume takes 1 to {MOST} of {{interruptId, status: resolved|cancelled, payload}}.")
    return found


def settle(caller: Caller, thread_id: str, wanted: Sequence[Entry], address: str) -> Outcome:
    """Decides each entry by itself: one that is refused holds up no other, and a repeat finds what stands."""
    outcome = Outcome()
    for entry in wanted:
        approval_id = entry["interruptId"]
        try:
            record = _asked_in(caller, thread_id, approval_id)
            stands, _ = decide(caller, approval_id, decision(entry, record), Door("socket", address))
        except Refused as refused:
            refused.extra["approval_id"] = approval_id
            outcome.refused.append(refused)
        else:
            outcome.decided.append({"approval_id": approval_id, "status": stands.status})
    return outcome


def decision(entry: Entry, record: Record) -> Decision:
    """Of ours `{verdict, digest, note?, arguments?}`, or AG-UI's short `{approved, editedArgs?, metadata: {digest}}`.

    A `cancelled` interrupt is denied as it stands, whatever it showed. Raises Invalid.
    """
    said = entry.get("payload") or {}
    if entry["status"] == "cancelled":
        return Decision("deny", record.digest, "cancelled")
    if "approved" in said:
        return _short(said)
    texts = [said.get("verdict"), said.get("digest"), said.get("note", "")]
    arguments = said.get("arguments")
    if not all(isinstance(text, str) for text in texts) or not _is_object_or_none(arguments):
        raise Invalid("A verdict is {verdict, digest, note?, arguments?}, or {approved, metadata: {digest}}.")
    verdict, digest, note = map(str, texts)
    return Decision(verdict, digest, note, arguments)


def _short(said: Entry) -> Decision:
    approved, edited, note = said["approved"], said.get("editedArgs"), said.get("note") or ""
    metadata = said.get("metadata")
    digest = metadata.get("digest") if isinstance(metadata, Mapping) else None
    texts = isinstance(digest, str) and isinstance(note, str)
    if not isinstance(approved, bool) or not texts or not _is_object_or_none(edited):
        raise Invalid(
            "{approved} comes with metadata.digest, as it was shown to you, and perhaps editedArgs."
        )
    if not approved:
        return Decision("deny", str(digest), note)
    return Decision("approve" if edited is None else "edit", str(digest), note, edited)


def _asked_in(caller: Caller, thread_id: str, approval_id: str) -> Record:
    record = Approvals(caller.tenant_id).seen_by(caller, approval_id)
    if thread_id not in {"", record.thread_id}:
        raise NotFound("There is no such approval.")
    return record


def _is_entry(candidate: Any) -> bool:
    return (
        isinstance(candidate, Mapping)
        and isinstance(candidate.get("interruptId"), str)
        and candidate.get("status") in {"resolved", "cancelled"}
        and _is_object_or_none(candidate.get("payload"))
    )


def _is_object_or_none(candidate: Any) -> bool:
    return candidate is None or isinstance(candidate, Mapping)
