"""What stands in the store when a scenario begins: approvals of one web request each, asked for by the real code."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from greenlight import aws
from greenlight.actions import schema_hash
from greenlight.approvals.digests import action_digest, sha256
from greenlight.approvals.store import Approvals
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.effects.adapters.http_request import attempt_key
from functions.effects.preview import preview

from .actor import Call
from .destination import Adapter
from .dynamo.client import Alone, Client
from .dynamo.table import Store
from .people import OWNER
from .programs import Programs
from .work import Adapters

BEGIN = 1_800_000_000.0
SOON = BEGIN + 60  # every lease is over, and the approval still good
LATE = BEGIN + 3600  # the approval's time is over
LATER = LATE + 3600  # and the lease of whatever was begun last
TOOL = "web.http_call"
TOOLS = {"web": {"http_call": {"effect": "external", "verb": "send", "parameters": {"type": "object"}}}}
ID = "apr_8"  # stands in the reconciler's index under DUE#0, which is the one that is watched


def request(body: str) -> dict[str, Any]:
    return {"url": "https://example.com/notes", "method": "POST", "headers": None, "body": body}


ONE, TWO = request("one"), request("two")


@dataclass
class Cases:
    """Makes the stores of the scenarios, in the stage that is open."""

    programs: Programs
    adapters: Adapters = field(init=False)
    asked: Adapters = field(init=False)

    def __post_init__(self) -> None:
        def ask(service: str, operation: str, request: Mapping[str, Any]) -> Any:
            return self.programs.running.ask(Call(service, operation, request))

        self.adapters = {TOOL: Adapter(ask, knows=False)}
        self.asked = {TOOL: Adapter(ask, knows=True)}

    def store(self, **changes: Any) -> Store:
        """One approval, pending."""
        return self._made(fields(**changes))

    def planted(self) -> Store:
        """One that the owner's tenant approved, and a copy of it that somebody put among another tenant's."""
        alone = Alone()
        with aws.using("dynamodb", Client(alone)), self.programs.outside("planted", BEGIN):
            Approvals(OWNER.tenant_id, lambda: BEGIN).ask(fields(status="approved"))
            stored = Items(APPROVALS).get(Keys(OWNER.tenant_id).approval(ID)) or {}
            Items(APPROVALS).put({**stored, **Keys("otherfirm").approval(ID)})
        return alone.store

    def _made(self, *records: Mapping[str, Any]) -> Store:
        alone = Alone()
        with aws.using("dynamodb", Client(alone)), self.programs.outside("made", BEGIN):
            for record in records:
                Approvals(record["tenant_id"], lambda: BEGIN).ask(record)
        return alone.store


def previewed(body: dict[str, Any]) -> dict[str, Any]:
    """The Lambda `preview`: pure, so it makes no difference when it answers."""
    return preview({"approval_id": ID, **body})


def fields(**changes: Any) -> dict[str, Any]:
    arguments = changes.pop("arguments", ONE)
    shown = previewed({"tool": TOOL, "arguments": arguments})
    tenant_id = changes.get("tenant_id", OWNER.tenant_id)
    bound = {
        "tenant_id": tenant_id, "user_id": OWNER.user_id, "agent_id": "agt_coach", "tool": TOOL,
        "target": shown["target"], "mode": "live", "schema_hash": schema_hash(TOOLS["web"]["http_call"]),
        "policy_version": 0, "credential_ref": "",
    }  # fmt: skip
    return {
        "approval_id": ID, "tenant_id": tenant_id, "user_id": OWNER.user_id, "agent_id": "agt_coach",
        "agent_name": "Coach", "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1,
        "call_id": "call_1", "correlation_id": "cor_1", "tool": TOOL, "effect": "external", "verb": "send",
        "risk": "low", "title": "Coach wants to send", "arguments": arguments, "bound": bound,
        "digest": action_digest(bound, arguments), "exact": shown["exact"], "exact_sha256": shown["exact_sha256"],
        "target": shown["target"], "mode": "live", "policy": {}, "status": "pending", "created_at": "",
        "expires_at": int(LATE), "remind_at": 0, "escalate_at": 0, "always_ask": False,
        "assignees": [OWNER.user_id, "role.approver"], "people": 1, "fresh_login": False, "votes": 0,
        "standing_id": "", "note": "",
    } | changes  # fmt: skip


def forged() -> dict[str, Any]:
    """Another request in the place of the approved one, consistent in everything but the digest."""
    shown = previewed({"tool": TOOL, "arguments": TWO})
    return {"arguments": json.dumps(TWO), "exact": shown["exact"], "exact_sha256": sha256(shown["exact"])}


__all__ = ["ID", "Cases", "attempt_key"]
