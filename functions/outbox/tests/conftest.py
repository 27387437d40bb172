"""An account in memory; rows as a transaction leaves them, and the stream's records that follow."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from greenlight import aws, outbox
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import LEDGER, TENANTS
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys, new_id
from greenlight.packing import pack
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from tests.standins.fixtures import account

__all__ = ["account"]
TENANT, OWNER, DIGEST = "acmehealth", "usr_customer", "5eed" * 16
KNOWN = Keys(TENANT)


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def ledger(account: None, monkeypatch: pytest.MonkeyPatch) -> Items:
    """An empty outbox, nobody in the tenant, and no mail sent."""
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://greenlight.example,https://other.example")
    for row in rows():
        Items(LEDGER).delete({"pk": row["pk"], "sk": row["sk"]})
    for one in list(Items(TENANTS).every(KNOWN.tenant()["pk"])):
        Items(TENANTS).delete({"pk": one["pk"], "sk": one["sk"]})
    sent().clear()
    return Items(LEDGER)


def rows() -> list[Item]:
    return list(Items(LEDGER).every(f"TENANT#{TENANT}#OUTBOX"))


def leave(kind: Any, body: Mapping[str, Any], **how: int) -> dict[str, Any]:
    """A committed row, as the stream's record of it."""
    write = outbox.row(TENANT, kind, body, **how)
    commit([write])
    return record_of(write.item)


def record_of(item: Mapping[str, Any]) -> dict[str, Any]:
    key = pack({"pk": item["pk"], "sk": item["sk"]})
    return {"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": f"seq-{item['row_id']}"}}


def relayed(*records: Any) -> list[str]:
    """Through the Lambda; the row ids that it reports as failed."""
    from functions.outbox.app import relay

    answer = relay({"Records": list(records)}, None)
    return [one["itemIdentifier"].removeprefix("seq-") for one in answer["batchItemFailures"]]


def relayed_until_quiet() -> None:
    """What the stream does with the rows that rows become."""
    for _ in range(5):
        if waiting := [row for row in rows() if row["attempts"] == 0]:
            relayed(*map(record_of, waiting))


def overdue() -> None:
    """Time passes: every row that waits is due."""
    for row in rows():
        Items(LEDGER).update(
            {"pk": row["pk"], "sk": row["sk"]}, "SET due_at = :past, gsi2sk = :day",
            values={":past": 1, ":day": "2026-01-01T00:00:00.000Z"},
        )  # fmt: skip


def swept() -> None:
    from functions.outbox.app import outbox_sweep

    about = dict.fromkeys(("version", "account", "region", "detail-type", "source", "time", "id"), "")
    outbox_sweep({**about, "detail": {}, "resources": []}, None)


def join(user_id: str, *roles: str, email: str | None = None, status: str = "active") -> None:
    address = f"{user_id}@example.com" if email is None else email
    member = {"name": user_id, "email": address, "roles": list(roles), "status": status, "timezone": "UTC"}
    Items(TENANTS).put({**KNOWN.member(user_id), **member})


def sent() -> list[Any]:
    """The mails that SES took."""
    found: list[Any] = ses_backends[DEFAULT_ACCOUNT_ID]["eu-central-1"].sent_messages
    return found


def reached() -> list[str]:
    return sorted(address for mail in sent() for address in mail.destinations["ToAddresses"])


def approval(**changes: Any) -> Record:
    """A pending one; its own outbox rows are taken away again, so that a test sees only those it leaves."""
    asked = {
        "approval_id": new_id("apr"), "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
        "agent_name": "Coach", "tool": "web.http_call", "effect": "external", "title": "Post the weekly summary",
        "arguments": {"url": "https://example.com"}, "bound": {"tenant_id": TENANT}, "digest": DIGEST,
        "status": "pending", "expires_at": 4_000_000_000, "assignees": [OWNER], "correlation_id": "cor_1",
        "target": "POST https://example.com/hook", "exact": "secret words of the action",
    }  # fmt: skip
    record = Approvals(TENANT).ask({**asked, **changes})
    for row in rows():
        Items(LEDGER).delete({"pk": row["pk"], "sk": row["sk"]})
    return record


def asking(record: Record, *to: str, template: str = "approval_asked") -> dict[str, Any]:
    return leave("mail", {"template": template, "approval_id": record.approval_id, "to": list(to)})


@contextmanager
def killed_at(service: str, operation: str) -> Iterator[None]:
    """Inside, the process dies when it is about to make that call."""

    def die(**_: Any) -> None:
        raise Killed

    hook = f"before-call.{service}.{operation}"
    events = aws.client(service).meta.events
    events.register(hook, die)
    try:
        yield
    finally:
        events.unregister(hook, die)


@contextmanager
def listening_bus() -> Iterator[list[dict[str, Any]]]:
    """What is put on the stage's bus while this is open."""
    heard: list[dict[str, Any]] = []

    def hear(params: dict[str, Any], **_: Any) -> None:
        assert all(one["EventBusName"] == aws.setting("EVENT_BUS") for one in params["Entries"])
        heard.extend(one | {"Detail": json.loads(one["Detail"])} for one in params["Entries"])

    events, hook = aws.client("events").meta.events, "provide-client-params.events.PutEvents"
    events.register(hook, hear)
    try:
        yield heard
    finally:
        events.unregister(hook, hear)
