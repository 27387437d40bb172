"""The audit trail at its REST door: read it, have it checked, take it along."""

from datetime import UTC, datetime
from typing import Any

from greenlight import aws
from greenlight.caller import Caller
from greenlight.errors import Denied, Invalid
from greenlight.keys import new_id
from greenlight.observe import note
from greenlight.rest import Answer, answer, body, current_caller, query
from greenlight.spec import spec

from . import export, listing
from .evidence import Period
from .judge import findings
from .schemas import Days, Entries, EntriesQuery, Exported, ExportWanted, Found, Verdict, entry_of
from .store import Store

NDJSON = "application/x-ndjson"
INLINE_BYTES = 5 * 1024 * 1024  # Lambda answers with 6 MB at most
LINK_SECONDS = 3600
MOST_FINDINGS = 500


@spec(query=EntriesQuery, returns=Entries, roles=("operator",))
def list_entries() -> dict[str, Any]:
    """The tenant's audit entries, newest first."""
    wanted = query(EntriesQuery)
    _in_order(wanted)
    items, following = listing.entries(current_caller().tenant_id, wanted)
    return {"items": [entry_of(item).model_dump() for item in items], "next_cursor": following}


@spec(body=Days, returns=Verdict, roles=("operator",))
def verify() -> Verdict:
    """Checks the whole chain, and each entry of these days (without any: of all)."""
    wanted = _in_order(body(Days))
    trail = Store(current_caller().tenant_id).trail(wanted.from_, wanted.to)
    found = findings(trail)
    listed = {line.entry_id for block in trail.blocks for line in block.lines}
    note(findings=len(found), blocks=len(trail.blocks))
    return Verdict(
        ok=not found,
        findings=[Found.model_validate(one, from_attributes=True) for one in found[:MOST_FINDINGS]],
        entries=len(trail.seen),
        blocks=len(trail.blocks),
        anchors=len(trail.anchors),
        unsealed=len(trail.seen.keys() - listed),
        erased=sum(one.erased for one in trail.seen.values()),
        head_hash=trail.head.hash if trail.head else "",
    )


@spec(body=ExportWanted, text=NDJSON, roles=("operator", "customer"))
def take_along() -> Answer:
    """Evidence of a person, an agent or everything in a period; larger than 5 MB, it is a link for an hour."""
    caller, wanted = current_caller(), body(ExportWanted)
    _in_order(wanted)
    store, today = Store(caller.tenant_id), datetime.now(UTC).date()
    period = Period(wanted.from_ or store.beginning(), wanted.to or today)
    text = "".join(export.document(store, _allowed(caller, wanted), period)).encode()
    note(bytes=len(text))
    if len(text) <= INLINE_BYTES:
        return answer(text.decode(), headers={"Content-Type": NDJSON})
    return _as_link(caller, text)


def _allowed(caller: Caller, wanted: ExportWanted) -> ExportWanted:
    """Who is no operator may ask for himself alone, and need not say so. Raises Denied (rule `role`)."""
    if caller.may("operator"):
        return wanted
    if wanted.user_id not in ("", caller.user_id):
        raise Denied("You can export what is about yourself; the rest takes an operator.", rule="role")
    return wanted.model_copy(update={"user_id": caller.user_id})


def _as_link(caller: Caller, text: bytes) -> Answer:
    export_id = new_id("exp")
    place = {"Bucket": aws.bucket("audit"), "Key": f"exports/{caller.tenant_id}/{export_id}.ndjson"}
    s3 = aws.client("s3")
    s3.put_object(**place, Body=text, ContentType=NDJSON)
    url = s3.generate_presigned_url("get_object", Params=place, ExpiresIn=LINK_SECONDS)
    until = datetime.fromtimestamp(int(datetime.now(UTC).timestamp()) + LINK_SECONDS, UTC)
    made = Exported(export_id=export_id, url=url, bytes=len(text), expires_at=until.isoformat())
    return answer(made, 201, secret=True, object_id=export_id)


def _in_order(days: Days) -> Days:
    if days.from_ and days.to and days.from_ > days.to:
        raise Invalid("`from` is after `to`.", problems=[{"pointer": "/from", "detail": "is after `to`"}])
    return days
