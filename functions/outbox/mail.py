"""Mail to the people who are asked: one row per person, and a link that is made when the mail leaves."""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from greenlight import aws, outbox
from greenlight.approvals.links import mint
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import LEDGER, TENANTS
from greenlight.items import ConditionFailed, Item, Items, commit
from greenlight.keys import Keys
from greenlight.observe import note

from .letters import TEMPLATES, Letter, letter
from .notices import NOTICES, notice

MOST_PEOPLE = 90  # of one approval; a transaction has room for a hundred writes
ROLE = "role."


def carry(tenant_id: str, row_id: str, body: Mapping[str, Any]) -> None:
    """Sends to the one person that the row names, or splits it into one row per person.

    Split, so that an address that SES refuses fails alone, and a repeat writes to nobody else.
    """
    if len(body["to"]) == 1 and not body["to"][0].startswith(ROLE):
        _write_to(tenant_id, row_id, body)
    else:
        _split(tenant_id, row_id, body)


def _split(tenant_id: str, row_id: str, body: Mapping[str, Any]) -> None:
    people = sorted({one["user_id"] for one in _people(tenant_id, body["to"])})[:MOST_PEOPLE]
    rows = [outbox.row(tenant_id, "mail", {**body, "to": [user_id]}) for user_id in people]
    split = Items(LEDGER).deleting(Keys(tenant_id).outbox(row_id), condition="attribute_exists(pk)")
    try:
        commit([split, *rows])
    except ConditionFailed:
        note(split="already")


def _write_to(tenant_id: str, row_id: str, body: Mapping[str, Any]) -> None:
    """Nobody is written to who has no address or is no member any more, nor about what is decided by now."""
    member = next(_people(tenant_id, body["to"]), None)
    if body["template"] in NOTICES:
        _notify(member, row_id, body)
        return
    record = Approvals(tenant_id).get(body["approval_id"])
    template = TEMPLATES[body["template"]]
    if not member or not member["email"] or (template.asks and not _is_open(record)):
        note(mail="not needed")
        return
    link = _link(record, member["user_id"]) if template.asks else ""
    _send(member["email"], letter(template, record, member["name"], link), row_id)


def _notify(member: Item | None, row_id: str, body: Mapping[str, Any]) -> None:
    """What tells and asks nothing needs no approval and carries no link of its own."""
    if not member or not member["email"]:
        note(mail="not needed")
        return
    _send(member["email"], notice(body["template"], body["facts"], member["name"], _origin()), row_id)


def _people(tenant_id: str, to: Sequence[str]) -> Iterator[Item]:
    """The active members whom these users and roles are: `{user_id, email, name}`."""
    for member in _members(tenant_id, to):
        if member["status"] == "active":
            user_id = member["sk"].removeprefix("MEMBER#")
            yield {"user_id": user_id, "email": member.get("email", ""), "name": member.get("name", "")}


def _members(tenant_id: str, to: Sequence[str]) -> Iterator[Item]:
    keys, tenants = Keys(tenant_id), Items(TENANTS)
    roles = {one.removeprefix(ROLE) for one in to if one.startswith(ROLE)}
    if roles:
        every = tenants.every(keys.tenant()["pk"], begins="MEMBER#")
        yield from (member for member in every if roles & set(member["roles"]))
    users = (one for one in to if not one.startswith(ROLE))
    yield from filter(None, (tenants.get(keys.member(user_id)) for user_id in users))


def _is_open(record: Record) -> bool:
    return record.is_open and record.expires_at > time.time()


def _link(record: Record, user_id: str) -> str:
    """A new one for each mail that leaves, so that none is ever kept, and a repeat's works as well as the first's."""
    return f"{_origin()}/approvals/{record.approval_id}/link?token={mint(record, user_id)}"


def _origin() -> str:
    """Where people meet the platform: the first of those that are allowed."""
    return aws.setting("ALLOWED_ORIGINS").partition(",")[0]


def _send(address: str, wanted: Letter, row_id: str) -> None:
    """SES knows no idempotency key: after a crash the same mail may arrive twice. The tag tells which row it was."""
    parts = {
        "Text": {"Data": wanted.text, "Charset": "UTF-8"},
        "Html": {"Data": wanted.html, "Charset": "UTF-8"},
    }
    simple = {"Subject": {"Data": wanted.subject, "Charset": "UTF-8"}, "Body": parts}
    aws.client("sesv2").send_email(
        FromEmailAddress=aws.setting("MAIL_FROM"), Destination={"ToAddresses": [address]},
        Content={"Simple": simple}, EmailTags=[{"Name": "row", "Value": row_id}],
    )  # fmt: skip
