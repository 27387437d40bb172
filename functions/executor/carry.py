"""Carrying out what was allowed: the tool's own Lambda for the user's data, `effects` for everything outside."""

import json
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from greenlight import aws
from greenlight.actions import described, schema_hash
from greenlight.agents import hired
from greenlight.approvals.consume import consuming
from greenlight.approvals.digests import action_digest
from greenlight.approvals.exact import exact_of
from greenlight.approvals.records import Record
from greenlight.errors import Refused, TooMany
from greenlight.items import ConditionFailed, commit
from greenlight.keys import Keys
from greenlight.observe import note

from .brief import MOST, in_short
from .once import Answer, StillRunning, once_allowed

MAX_RESULT = MOST  # bytes
MAX_FORM = 96 * 1024  # bytes: one socket frame too, which only the person sees
TOO_LARGE = "The result is too large to show; ask for less of it."
NOT_GOOD = "The approval is not good for this any more."
BOUND = ("tenant_id", "user_id", "agent_id", "tool", "mode", "target")


def allowed(record: Record, user_timezone: str = "UTC") -> Answer:
    """The outcome of an approved action, however often it is asked for. Raises StillRunning while another is at it.

    What the approval was used for already is told as it went, whatever has changed since.
    """
    if not record.attempts and (problem := _not_bound(record)):
        return {"status": "denied", "rule": "digest", "detail": problem}
    answer = _outside(record) if record.effect == "external" else _inside(record, user_timezone)
    if record.edit and answer["status"] == "ok":
        answer |= {"edited": {"by": "person", "arguments": record.arguments, "diff": record.edit["diff"]}}
    return in_short(answer | ({"note": record.note} if record.note else {}))


def used(record: Record) -> Answer:
    """An audited context or answer that was approved: used up before a model or anybody gets it."""
    if record.attempts:
        return {"status": "ok"}
    if action_digest(record.bound, record.arguments) != record.digest:
        return {"status": "denied", "rule": "digest", "detail": NOT_GOOD}
    try:
        commit(consuming(record, 1, None, time.time()))
    except ConditionFailed as failed:
        if failed.index or not failed.item.get("attempts"):
            return {"status": "denied", "rule": "consume", "detail": NOT_GOOD}
    return {"status": "ok"}


def invoke_tool(payload: Mapping[str, Any]) -> Answer:
    """A tool's own Lambda, asked once.

    Raises RuntimeError for a fault in it, by its class name alone, TooMany where it surely was not started.
    """
    tool = payload["tool"]
    client = aws.client("lambda", read_timeout=20, attempts=1)  # asked again, it might act again
    try:
        reply = client.invoke(FunctionName=aws.tool_function(tool), Payload=json.dumps(payload).encode())
    except client.exceptions.TooManyRequestsException:  # throttled: it surely was not started
        raise TooMany(f"{tool} is busy; try again in a moment.", retry_after=1) from None
    said: Answer = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"{tool} failed: {said.get('errorType')}")
    return result_of(said, MAX_FORM if tool.endswith(".open_form") else MAX_RESULT)


def result_of(said: Mapping[str, Any], most: int = MAX_RESULT) -> Answer:
    """A tool's `{ok, result | problems}` as contracts §5 has it."""
    if not said["ok"]:
        return {"status": "refused", "problems": said["problems"], "detail": said.get("detail", "")}
    if len(json.dumps(said["result"]).encode()) > most:
        return {"status": "refused", "problems": [{"pointer": "", "detail": TOO_LARGE}], "detail": TOO_LARGE}
    return {"status": "ok", "result": said["result"]}


def ask_effects(body: Mapping[str, Any]) -> Answer:
    """What `effects` says. Raises StillRunning as it does, and for any fault: its ledger knows what was done, so that
    asking again is safe, whoever was killed."""
    client = aws.client("lambda", read_timeout=25, attempts=1)
    reply = client.invoke(FunctionName=aws.function_name("effects"), Payload=json.dumps(body).encode())
    said: Answer = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        note(effects=said.get("errorType"))
        raise StillRunning(body.get("approval_id", ""))
    return said


def _outside(record: Record) -> Answer:
    said = ask_effects({"op": "execute", "tenant_id": record.tenant_id, "approval_id": record.approval_id})
    effect = said["effect"]
    if effect["status"] == "confirmed" or effect.get("rehearsed"):
        return {"status": "ok", "result": effect["result"]}
    if effect["status"] == "refused":
        return {"status": "denied", "rule": effect["rule"], "detail": effect["detail"]}
    return {"status": effect["status"], "detail": effect.get("detail", "")}


def _inside(record: Record, timezone: str) -> Answer:
    key = Keys(record.tenant_id).call(record.thread_id, record.call_id)
    payload = {
        "tenant_id": record.tenant_id, "user_id": record.user_id, "agent_id": record.agent_id,
        "run_id": record.run_id, "correlation_id": record.correlation_id, "timezone": timezone,
        "tool": record.tool, "arguments": record.arguments,
    }  # fmt: skip
    act = partial(_rehearsed, record) if record.is_rehearsal else partial(invoke_tool, payload)
    try:
        if record.effect != "read" and not record.attempts:
            hired(record.tenant_id, record.user_id, record.agent_id)
        return once_allowed(key, record.approval_id, consuming(record, 1, None, time.time()), act)
    except ConditionFailed:
        return {"status": "denied", "rule": "consume", "detail": NOT_GOOD}
    except Refused as refused:
        return {
            "status": "denied",
            "rule": str(refused.extra.get("rule", "refused")),
            "detail": refused.detail,
        }


def _rehearsed(record: Record) -> Answer:
    """Used up like any other, and nothing changes: the answer is what would have been done."""
    return {"status": "ok", "result": {"rehearsed": True, "exact": record.exact}}


def _not_bound(record: Record) -> str:
    """What was approved must be what is about to be done, by digest, and by today's catalogue."""
    same = all(record.bound[name] == getattr(record, name) for name in BOUND)
    if not same or action_digest(record.bound, record.arguments) != record.digest:
        return "The stored action is not the one that was approved."
    if record.effect != "external" and record.exact != _as_shown(record):
        return "What would be done is not what was shown and approved."
    if schema_hash(described(record.tool)) != record.bound["schema_hash"]:
        return "The tool has changed since this was approved; ask again."
    return ""


def _as_shown(record: Record) -> str:
    return exact_of(record.approval_id, record.tool, record.effect, record.arguments).text
