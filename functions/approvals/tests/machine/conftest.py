"""An account, a cloud and Step Functions in memory, and approvals of a customer's coach."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight.approvals.records import Record
from greenlight.declare import APPROVALS, LEDGER
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.writes import commit

from tests.standins.approvals import waiting as pending
from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import CUSTOMER, TENANT
from tests.standins.states import States, open_states

__all__ = ["account"]
HOUR, DAY = 3600, 86400


@pytest.fixture
def cloud(account: None) -> Iterator[Cloud]:
    with open_cloud() as opened:
        yield opened


@pytest.fixture
def states(cloud: Cloud) -> Iterator[States]:
    with open_states() as opened:
        yield opened


def ask(**changes: Any) -> Record:
    """A pending approval that only the customer was asked for; it expires in two days, with nothing due before."""
    expires_at = int(time.time()) + 2 * DAY
    return pending(**{"expires_at": expires_at, "remind_at": 0, "assignees": [CUSTOMER], **changes})


def dispatched(record: Record, token: str = "token-1") -> dict[str, Any]:
    """The machine's input at a wait."""
    return {**machine_input(record), "task_token": token}


def machine_input(record: Record, tier: str = "soon") -> dict[str, Any]:
    return {
        "tenant_id": TENANT, "approval_id": record.approval_id, "execution": record.execution, "tier": tier,
        "correlation_id": "cor_1",
    }  # fmt: skip


def stored(record: Record) -> Item:
    found = Items(APPROVALS).get(Keys(TENANT).approval(record.approval_id))
    assert found
    return found


def change(record: Record, **fields: Any) -> None:
    commit([Items(APPROVALS).putting({**stored(record), **fields})])


def rows(record: Record, kind: str) -> list[dict[str, Any]]:
    """The bodies of this approval's outbox rows of one kind, the oldest first."""
    found = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    bodies = [json.loads(row["body"]) for row in found if row["kind"] == kind]
    named = [body.get("approval_id") or body.get("input", {}).get("approval_id") for body in bodies]
    return [body for body, name in zip(bodies, named, strict=True) if name == record.approval_id]


def audited(record: Record) -> list[str]:
    """What the entries say that the record names, in order."""
    keys = Keys(TENANT)
    entries = [Items(LEDGER).get(keys.audit_entry(entry)) for entry in stored(record)["entries"]]
    return [entry["what"] if entry else "missing" for entry in entries]
