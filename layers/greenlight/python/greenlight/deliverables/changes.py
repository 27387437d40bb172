"""Each step of a deliverable: a write on the condition that it still stands where it was read, with its history."""

import time
from collections.abc import Collection, Mapping
from typing import Any

from greenlight import keys as due_keys
from greenlight.approvals.digests import canonical, sha256
from greenlight.declare import AGENTS
from greenlight.items import Item, Items
from greenlight.keys import Keys
from greenlight.threads.records import utc
from greenlight.writes import Write

from .records import SETTLED, Deliverable, to_item

PARTITIONS = ("TENANT#*#DELIVERABLE#*", "TENANT#*#GOALRUN#*")  # what whoever moves one must be able to write
LOOK_AGAIN = 60  # seconds after a step until the sweeper of deliverables looks
STEPS: Mapping[str, Collection[str]] = {
    "draft": {"pending_review", "rejected"},
    "pending_review": {"approved", "scheduled", "rejected", "revising", "acknowledged", "expired"},
    "approved": {"scheduled", "executed", "failed", "needs_person", "rejected", "expired"},
    "scheduled": {"approved", "executed", "failed", "needs_person", "rejected", "expired"},
    "revising": {"draft", "rejected", "expired"},
}


def drafting(fields: Mapping[str, Any]) -> list[Write]:
    """A new one with its first version; `fields` are a Deliverable's, without status, version, history and times."""
    now = utc()
    item = to_item(
        {**fields, "status": "draft", "version": 1, "revision": 1, "created_at": now, "updated_at": now}
    )
    keys = Keys(fields["tenant_id"])
    item["history"] = [_step("", "draft", "agent", "", fields["correlation_id"])]
    index = {"gsi1pk": keys.deliverables_of(fields["agent_id"]), "gsi1sk": fields["deliverable_id"]}
    index |= _look_after(fields["deliverable_id"])
    key = keys.deliverable(fields["deliverable_id"])
    return [
        Items(AGENTS).putting({**key, **item, **index}, condition="attribute_not_exists(pk)"),
        _version(fields["tenant_id"], fields["deliverable_id"], 1, fields),
    ]


def redrafting(one: Deliverable, fields: Mapping[str, Any]) -> list[Write]:
    """`revising` → `draft`, as the next version: `fields` are `{arguments, content, suggested_at?, title?}`."""
    changes = {
        "version": one.version + 1,
        "rounds": one.rounds + 1,
        "problems": [],
        "approval_id": "",
        **fields,
    }
    return [
        moving(one, "draft", "agent", one.note, **changes),
        _version(
            one.tenant_id,
            one.deliverable_id,
            one.version + 1,
            {"author": "agent", "note": one.note, **fields},
        ),
    ]


def edited(
    one: Mapping[str, Any], version: int, arguments: Mapping[str, Any], author: str, note: str
) -> Write:
    """The version that a person's edit makes; `one` is `{tenant_id, deliverable_id, suggested_at}`."""
    said = {"arguments": arguments, "suggested_at": one["suggested_at"], "author": author, "note": note}
    return _version(one["tenant_id"], one["deliverable_id"], version, said)


def moving(one: Deliverable, to: str, actor: str, reason: str, **fields: Any) -> Write:
    """From where it was read to `to`, with these fields changed. Raises ValueError for a step that there is not."""
    if to not in STEPS.get(one.status, ()):
        raise ValueError(f"there is no step from {one.status} to {to}")
    step = _step(one.status, to, actor, reason, one.correlation_id)
    return stepping(
        one.tenant_id, one.deliverable_id, {**fields, "status": to}, step,
        "#status = :seen AND revision = :revision", {":seen": one.status, ":revision": one.revision},
    )  # fmt: skip


def stepping(
    tenant_id: str, deliverable_id: str, changes: Mapping[str, Any], step: Item, condition: str,
    values: Mapping[str, Any],
) -> Write:  # fmt: skip
    """One update of the row with its line of history."""
    stored = to_item({**changes, "updated_at": step["at"]})
    if changes.get("status") not in SETTLED:
        stored |= _look_after(deliverable_id)
    names = {f"#set{n}": name for n, name in enumerate(stored)}
    sets = ", ".join(f"#set{n} = :set{n}" for n in range(len(stored)))
    looked_after = " REMOVE gsi2pk, gsi2sk" if changes.get("status") in SETTLED else ""
    return Items(AGENTS).updating(
        Keys(tenant_id).deliverable(deliverable_id),
        f"SET {sets}, history = list_append(if_not_exists(history, :none), :step), revision = revision + :one"
        f"{looked_after}",
        condition=condition,
        values={**values, **{f":set{n}": value for n, value in enumerate(stored.values())},
                ":step": [step], ":none": [], ":one": 1},
        names=names | ({"#status": "status"} if "#status" in condition else {}),
    )  # fmt: skip


def settling_one(tenant_id: str, goal_run_id: str, to: str) -> list[Write]:
    """A settled deliverable is one less that its goal run waits for; the sweep looks whether it was the last."""
    if to not in SETTLED or not goal_run_id:
        return []
    return [
        Items(AGENTS).updating(
            Keys(tenant_id).goal_run(goal_run_id),
            "SET gsi2pk = :due, gsi2sk = :now ADD open_deliverables :less",
            condition="attribute_exists(pk)",
            values={":due": due_keys.due(goal_run_id), ":now": utc(), ":less": -1},
        )
    ]


def history_step(before: str, to: str, actor: str, reason: str, correlation_id: str) -> Item:
    """One line of history."""
    return _step(before, to, actor, reason, correlation_id)


def _look_after(deliverable_id: str) -> Item:
    """Whatever is not settled stands in the sweeper's index, which asks the row itself when the next look is due."""
    return {"gsi2pk": due_keys.due(deliverable_id), "gsi2sk": utc(time.time() + LOOK_AGAIN)}


def _step(before: str, to: str, actor: str, reason: str, correlation_id: str) -> Item:
    return {
        "at": utc(), "from": before, "to": to, "actor": actor, "reason": reason[:1000],
        "correlation_id": correlation_id,
    }  # fmt: skip


def _version(tenant_id: str, deliverable_id: str, version: int, fields: Mapping[str, Any]) -> Write:
    said = {
        "version": version, "arguments": fields["arguments"], "content": fields.get("content", {}),
        "suggested_at": fields.get("suggested_at", 0), "author": fields.get("author", "agent"),
        "note": fields.get("note", ""), "created_at": utc(), "sha256": sha256(canonical(fields["arguments"])),
    }  # fmt: skip
    key = Keys(tenant_id).deliverable_version(deliverable_id, version)
    return Items(AGENTS).putting({**key, **to_item(said)}, condition="attribute_not_exists(pk)")
