"""An account in memory with a tenant's trail in it, and the audit Lambdas as their callers see them."""

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from greenlight import audit, aws
from greenlight.declare import APPROVALS, LEDGER, TENANTS
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys
from greenlight.packing import pack, unpack

from tests.standins.fixtures import account

__all__ = ["account"]
TENANT = "acmehealth"
KNOWN = Keys(TENANT)


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def ledger(account: None) -> Items:
    """An empty trail, and nothing locked away."""
    for table in (LEDGER, APPROVALS, TENANTS):
        for item in every(table):
            Items(table).delete({"pk": item["pk"], "sk": item["sk"]})
    s3 = aws.client("s3")
    for one in s3.list_object_versions(Bucket=aws.bucket("audit")).get("Versions", []):
        s3.delete_object(
            Bucket=aws.bucket("audit"), Key=one["Key"], VersionId=one["VersionId"],
            BypassGovernanceRetention=True,
        )  # fmt: skip
    for user_id, role in (("usr_op", "operator"), ("usr_me", "customer"), ("usr_view", "viewer")):
        member = {"name": user_id, "email": "", "roles": [role], "status": "active", "timezone": "UTC"}
        Items(TENANTS).put({**KNOWN.member(user_id), **member})
    return Items(LEDGER)


def every(table: Any) -> list[Item]:
    found = aws.client("dynamodb").scan(TableName=aws.table_name(table.name))["Items"]
    return [unpack(item) for item in found]


def happen(count: int = 1, tenant_id: str = TENANT, **said: Any) -> list[Item]:
    """So many things happen; the entries that tell of them."""
    made = []
    for n in range(count):
        about = {
            "actor": "user:usr_me",
            "subject": f"thg_{n}",
            "correlation_id": "cor_1",
            "details": {"n": n},
        }
        _, write = audit.entry(tenant_id, "thing.done", **{**about, **said})
        commit([write])
        made.append(dict(write.item))
    return made


def record_of(item: Item) -> dict[str, Any]:
    key = pack({"pk": item["pk"], "sk": item["sk"]})
    return {"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": item["sk"]}}


def sealed(items: list[Item]) -> None:
    """Through the Lambda that the stream wakes."""
    from functions.audit.app import seal

    seal({"Records": [record_of(item) for item in items]}, None)


def swept() -> None:
    from functions.audit.app import seal_sweep

    about = dict.fromkeys(("version", "account", "region", "detail-type", "source", "time", "id"), "")
    seal_sweep({**about, "detail": {}, "resources": []}, None)


def blocks(tenant_id: str = TENANT) -> list[Item]:
    return list(Items(LEDGER).every(f"TENANT#{tenant_id}#BLOCKS"))


def rest(method: str, path: str, *, by: str = "usr_op", body: Any = None, **query: str) -> tuple[int, Any]:
    """Through the routes Lambda; the status, and the body as JSON or, if it is none, as text."""
    from functions.audit.app import handler

    proof = {"tenant_id": TENANT, "user_id": by, "exp": str(int(time.time()) + 60)}
    event = {
        "httpMethod": method, "path": f"/api/v1/audit{path}", "headers": {},
        "queryStringParameters": query or None, "requestContext": {"authorizer": proof},
        "body": None if body is None else b64encode(json.dumps(body).encode()).decode(),
        "isBase64Encoded": body is not None,
    }  # fmt: skip
    answer = handler(event, None)
    plain = answer["headers"]["Content-Type"] == "application/x-ndjson"
    return answer["statusCode"], answer["body"] if plain else json.loads(answer["body"])


@contextmanager
def killed_at(service: str, operation: str, *, after: bool = False) -> Iterator[None]:
    """Inside, the process dies when it is about to make that call, or when it has made it."""

    def die(**_: Any) -> None:
        raise Killed

    hook = f"{'after' if after else 'before'}-call.{service}.{operation}"
    events = aws.client(service).meta.events
    events.register(hook, die)
    try:
        yield
    finally:
        events.unregister(hook, die)
