"""People of every role, a published catalogue of two tools, and approvals that wait for a verdict."""

import json
import time
from typing import Any

import boto3
import pytest
from greenlight import catalogue
from greenlight.approvals.digests import action_digest, sha256
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.declare import TENANTS
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from .platform import AGENT, CUSTOMER, TENANT, settle_in

BUCKET = "content"
PEOPLE = {role: f"usr_{role}" for role in ("customer", "approver", "operator", "viewer")}
TEXT = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}
REQUEST = {
    "type": "object", "required": ["method", "url"],
    "properties": {"method": {"type": "string"}, "url": {"type": "string"}, "body": {"type": ["string", "null"]}},
}  # fmt: skip
TOOLS = {
    "create": {"effect": "write", "risky": True, "verb": None, "strict": True, "description": "Notes.",
               "parameters": {**TEXT, "additionalProperties": False}, "result": {}},
    "http_call": {"effect": "external", "risky": False, "verb": "send", "strict": False, "description": "Calls.",
                  "parameters": {**REQUEST, "additionalProperties": False}, "result": {}},
    "order": {"effect": "external", "risky": False, "verb": "place_order", "strict": False, "description": "Orders.",
              "parameters": {**TEXT, "additionalProperties": False}, "result": {}},
}  # fmt: skip


def gather(tenant_id: str = TENANT) -> None:
    """One member of each role, with a coach each."""
    for role, user_id in PEOPLE.items():
        settle_in(user_id, tenant_id)
        become(user_id, [role], tenant_id)


def become(user_id: str, roles: list[str], tenant_id: str = TENANT, status: str = "active") -> None:
    Items(TENANTS).update(
        Keys(tenant_id).member(user_id), "SET #roles = :roles, #status = :status",
        values={":roles": roles, ":status": status}, names={"#roles": "roles", "#status": "status"},
    )  # fmt: skip


def publish(monkeypatch: pytest.MonkeyPatch) -> None:
    """The catalogue in the content bucket, as a deploy leaves it."""
    domains = {"notes": {"name": "notes", "title": "Notes", "about": "notes", "card": "", "tools": TOOLS}}
    digest = catalogue.digest(domains)
    s3 = boto3.client("s3")
    if BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    body = json.dumps({"hash": digest, "domains": domains}).encode()
    s3.put_object(Bucket=BUCKET, Key=f"catalogue/{digest}.json", Body=body)
    monkeypatch.setenv("CONTENT_BUCKET", BUCKET)
    monkeypatch.setenv("CATALOGUE_HASH", digest)
    catalogue.load.cache_clear()


def waiting(**changes: Any) -> Record:
    """A pending approval of the customer's coach; `changes` go into its fields."""
    arguments = changes.pop("arguments", {"text": "hello"})
    user_id = changes.get("user_id", CUSTOMER)
    bound = {"tenant_id": TENANT, "user_id": user_id, "tool": "notes.create", "target": "notes.create"}
    exact = changes.pop("exact", "notes.create " + json.dumps(arguments))
    now = int(time.time())
    fields = {
        "approval_id": new_id("apr"), "tenant_id": TENANT, "user_id": user_id, "agent_id": AGENT,
        "agent_name": "Coach", "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1,
        "call_id": "call_1", "correlation_id": "cor_1", "tool": "notes.create", "effect": "write", "verb": "",
        "risk": "low", "title": "Coach wants to write", "arguments": arguments, "bound": bound,
        "digest": action_digest(bound, arguments), "exact": exact, "exact_sha256": sha256(exact),
        "target": "notes.create", "mode": "live", "status": "pending", "created_at": "",
        "policy": {"decision": "ask", "rule": "risky", "detail": "A risky write asks."},
        "expires_at": now + 3600, "remind_at": now + 900, "escalate_at": 0, "always_ask": False,
        "assignees": [user_id, "role.approver"], "people": 1, "fresh_login": False, "votes": 0, "standing_id": "",
        "note": "",
    }  # fmt: skip
    return Approvals(TENANT).ask(fields | changes)
