"""A call acts once: its record is written before the tool is invoked, and its answer is what every repeat gets."""

import json
import time
from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any

from greenlight.declare import THREADS
from greenlight.errors import Invalid
from greenlight.items import ConditionFailed, Item, Items
from greenlight.keys import Keys, digest

from .action import Action

LEASE = 30  # seconds; longer than the executor may run
KEPT = 30 * 24 * 3600
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)

Answer = dict[str, Any]
UNKNOWN = {
    "status": "refused",
    "problems": [
        {"pointer": "", "detail": "This call was begun before and its outcome is not known: look first."}
    ],
}


def once(action: Action, act: Callable[[], Answer], *, wait: Callable[[float], None] = time.sleep) -> Answer:
    """`act` runs at most once per call id of a thread. Raises Invalid if the id was used for something else.

    A read changes nothing, so it is simply done again.
    """
    if action.effect == "read":
        return act()
    items, key = Items(THREADS), Keys(action.who.tenant_id).call(action.who.thread_id, action.call_id)
    same = digest(action.tool, json.dumps(action.arguments, sort_keys=True))
    now = int(time.time())
    begun = {
        **key, "fingerprint": same, "status": "begun", "by": token_hex(8), "lease_until": now + LEASE,
        "ttl": now + KEPT,
    }  # fmt: skip
    try:
        items.put(begun, condition="attribute_not_exists(pk)")
    except ConditionFailed as failed:
        if failed.item["by"] != begun["by"]:  # else it is this very put, sent again by the client library
            return _repeat(items, key, failed.item, same, wait)
    answer = act()
    items.put({**begun, "status": "done", "answer": json.dumps(answer)})
    return answer


def _repeat(
    items: Items, key: Mapping[str, str], stored: Item, same: str, wait: Callable[[float], None]
) -> Answer:
    if stored["fingerprint"] != same:
        raise Invalid("This call id was used for another call.")
    for seconds in WAITS:
        if stored["status"] == "done" or stored["lease_until"] < time.time():
            break
        wait(seconds)
        stored = items.get(key) or stored
    answer: Answer = json.loads(stored["answer"]) if stored["status"] == "done" else UNKNOWN
    return answer
