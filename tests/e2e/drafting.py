"""Deliverables put straight into the deployed tables, where a test needs more of them than a goal drafts."""

import time
from collections.abc import Mapping
from typing import Any

from greenlight.declare import AGENTS, APPROVALS
from greenlight.deliverables import changes
from greenlight.deliverables.ids import stable
from greenlight.items import Items, commit
from greenlight.keys import Keys, new_id

from .approving import invoke, sweep
from .hiring import Hired
from .people import Json

TENANT = "acmehealth"


def drafted(hired: Hired, text: str, platform: str = "x", *, suggested_at: int = 0) -> str:
    """One post of this agent as a goal run would have stored it; its id."""
    user_id, deliverable_id = hired.owner.me()["user_id"], new_id("dlv")
    run_id = stable("grn", int(time.time()), deliverable_id)
    arguments: Mapping[str, Any] = {"credential_ref": hired.credentials[platform], "text": text}
    if platform == "mastodon":
        instance = hired.instance
        arguments = {**arguments, "instance": instance, "language": "en", "visibility": "public"}
    Items(AGENTS).put({
        **Keys(TENANT).goal_run(run_id), "goal_run_id": run_id, "open_deliverables": 1, "status": "succeeded",
        "agent_id": hired.agent_id, "user_id": user_id, "tenant_id": TENANT, "correlation_id": f"cor_{run_id}",
        "goal_id": "", "trigger": "manual", "started_at": "",
    })  # fmt: skip
    commit(changes.drafting({
        "deliverable_id": deliverable_id, "tenant_id": TENANT, "user_id": user_id, "agent_id": hired.agent_id,
        "agent_type_id": "marketing.healthcare.v1", "type_version": 1, "goal_id": "", "goal_run_id": run_id,
        "kind": "post", "platform": platform, "title": text, "tool": f"social.{platform}_post", "verb": "post",
        "arguments": arguments, "content": {}, "suggested_at": suggested_at, "correlation_id": f"cor_{run_id}",
    }))  # fmt: skip
    return deliverable_id


def opened(deliverable_id: str) -> Json:
    said: Json = invoke("deliver", {"op": "open", "tenant_id": TENANT, "deliverable_id": deliverable_id})
    return said


def recover(deliverable: Json) -> None:
    """The reconciler's round, once the lease of whoever died has ended."""
    pk = Keys(TENANT).approval(deliverable["approval_id"])["pk"]
    for effect in Items(APPROVALS).every(pk, begins="EFFECT#"):
        if effect["status"] in {"prepared", "dispatched", "unknown"}:
            Items(APPROVALS).update(
                {"pk": pk, "sk": effect["sk"]}, "SET lease_until = :past, gsi2sk = :past_text",
                values={":past": 1, ":past_text": "2026-01-01T00:00:00.000Z"},
            )  # fmt: skip
    sweep()
