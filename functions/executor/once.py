"""A call acts once: its record is written before the tool is invoked, and its answer is what every repeat gets.

`begun → done`, or, where a person is asked, `begun → asked → begun → done`.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from secrets import token_hex
from typing import Any

from greenlight.declare import THREADS
from greenlight.errors import Invalid
from greenlight.items import ConditionFailed, Item, Items, Write, commit
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


class StillRunning(Exception):
    """Somebody else carries this out at the moment: ask again when his lease is over."""


class AskedBefore(Exception):
    """Another invocation of the same call has asked a person meanwhile; `call` is its record."""

    def __init__(self, call: Item) -> None:
        super().__init__("asked before")
        self.call = call


def once(
    action: Action, act: Callable[[Item], Answer], *, wait: Callable[[float], None] = time.sleep
) -> Answer:
    """`act` runs at most once per call id of a thread; it gets the call's record. Raises Invalid for an id that was
    used for something else, AskedBefore where a person was asked.

    A read changes nothing, and what goes outside is only looked at or asked about here: both may simply be done
    again; a person is asked once all the same, by the asking's own condition.
    """
    items, begun = Items(THREADS), _begun(action)
    if action.effect in {"read", "external"}:
        return act(begun)
    try:
        items.put(begun, condition="attribute_not_exists(pk)")
    except ConditionFailed as failed:
        if failed.item["by"] != begun["by"]:  # else it is this very put, sent again by the client library
            return _repeat(items, begun, failed.item, wait)
    answer = act(begun)
    if answer["status"] != "approval_required":
        items.put({**begun, "status": "done", "answer": json.dumps(answer)})
    return answer


def asking(begun: Item, approval_id: str, answer: Answer, *, standing: bool) -> Write:
    """The call waits for a person; in the transaction that asks him, so that he is asked once."""
    asked = {
        "status": "asked",
        "approval_id": approval_id,
        "answer": json.dumps(answer),
        "standing": standing,
    }
    return Items(THREADS).putting(
        {**begun, **asked}, condition="attribute_not_exists(pk) OR (#status = :begun AND #by = :by)",
        values={":begun": "begun", ":by": begun["by"]}, names={"#status": "status", "#by": "by"},
    )  # fmt: skip


def once_allowed(
    key: Mapping[str, str], approval_id: str, consuming: Sequence[Write], act: Callable[[], Answer]
) -> Answer:
    """What a person has allowed, done at most once: beginning is one transaction with consuming the approval.

    Raises StillRunning, or ConditionFailed where the approval may not be consumed.
    """
    items, by = Items(THREADS), token_hex(8)
    stored = items.get(key) or {}
    if stored.get("status") == "done":
        answer: Answer = json.loads(stored["answer"])
        return answer
    if stored.get("status") == "begun":
        if stored["lease_until"] > time.time():
            raise StillRunning(approval_id)
        return UNKNOWN
    begun = items.updating(
        key, "SET #status = :begun, #by = :by, lease_until = :until",
        condition="#status = :asked AND approval_id = :approval",
        values={":begun": "begun", ":by": by, ":until": int(time.time()) + LEASE, ":asked": "asked",
                ":approval": approval_id},
        names={"#status": "status", "#by": "by"},
    )  # fmt: skip
    commit([*consuming, begun])
    return act()


def finishing(key: Mapping[str, str], answer: Answer) -> Write:
    """The answer for good; whoever comes second finds it there."""
    return Items(THREADS).updating(
        key, "SET #status = :done, answer = :answer", condition="#status <> :done",
        values={":done": "done", ":answer": json.dumps(answer, ensure_ascii=False)}, names={"#status": "status"},
    )  # fmt: skip


def finish_call(action: Action, answer: Answer) -> None:
    """As `finishing`, alone."""
    key = Keys(action.who.tenant_id).call(action.who.thread_id, action.call_id)
    with suppress(ConditionFailed):
        commit([finishing(key, answer)])


def fingerprint(action: Action) -> str:
    """What must be the same when the same call id comes again."""
    return digest(action.tool, json.dumps(action.arguments, sort_keys=True))


def _begun(action: Action) -> Item:
    same, now = fingerprint(action), int(time.time())
    return {
        **Keys(action.who.tenant_id).call(action.who.thread_id, action.call_id), "fingerprint": same,
        "status": "begun", "by": token_hex(8), "lease_until": now + LEASE, "ttl": now + KEPT,
    }  # fmt: skip


def _repeat(items: Items, begun: Item, stored: Item, wait: Callable[[float], None]) -> Answer:
    if stored["fingerprint"] != begun["fingerprint"]:
        raise Invalid("This call id was used for another call.")
    key = {"pk": begun["pk"], "sk": begun["sk"]}
    for seconds in WAITS:
        if stored["status"] != "begun" or stored["lease_until"] < time.time():
            break
        wait(seconds)
        stored = items.get(key) or stored
    if stored["status"] == "asked":
        raise AskedBefore(stored)
    answer: Answer = json.loads(stored["answer"]) if stored["status"] == "done" else UNKNOWN
    return answer
