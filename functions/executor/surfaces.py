"""Forms in a thread: a tool that opens one makes an A2UI surface; the Save that answers it closes it for good."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from greenlight import agui
from greenlight.catalogue import load
from greenlight.declare import THREADS
from greenlight.forms import notice, surface
from greenlight.items import ConditionFailed, Items
from greenlight.keys import Keys

from .action import Action

OPENS = "open_form"
ACTIVITY = "a2ui-surface"
Event = Mapping[str, Any]


def opened(action: Action, result: Mapping[str, Any]) -> Event:
    """The event that shows the form; the thread remembers which action it may send back."""
    form = load()["domains"][action.domain]["form"]
    surface_id = f"{action.domain}-{action.call_id}"[-120:]
    key = Keys(action.who.tenant_id).surface(action.who.thread_id, surface_id)
    stored = {**key, "surface_id": surface_id, "action": form["action"], "status": "open"}
    with suppress(ConditionFailed):  # the same call again: the form stays as it is, open or answered
        Items(THREADS).put(stored, condition="attribute_not_exists(pk)")
    return _shown(surface_id, surface(form, surface_id, dict(result)))


def answered(action: Action, surface_id: str, text: str) -> Event:
    """The form's place taken by what came of it, so that a replay never opens it again."""
    key = Keys(action.who.tenant_id).surface(action.who.thread_id, surface_id)
    Items(THREADS).update(
        key,
        "SET #status = :answered, answered_by = :call",
        values={":answered": "answered", ":call": action.call_id},
        names={"#status": "status"},
    )
    return _shown(surface_id, notice(surface_id, text))


def _shown(surface_id: str, operations: list[dict[str, Any]]) -> Event:
    return agui.activity_snapshot(f"a2ui-surface-{surface_id}", ACTIVITY, {"a2ui_operations": operations})
