"""What a thread's events mean: the conversation as a model reads it, and as a client shows it. Pure folds."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .chunks import Numbered
from .outcomes import UNFINISHED, told

Message = dict[str, Any]
PERSON_CALL = "ui_"  # a tool call that a person made through a form, not the model


@dataclass
class _Call:
    call_id: str
    name: str
    arguments: str = ""
    result: str | None = None
    waiting: bool = False  # for a person's verdict


@dataclass
class Folded:
    """The thread in order of first appearance: user messages, assistant texts, tool calls, activities, errors."""

    entries: list[tuple[str, Any]] = field(default_factory=list)
    texts: dict[str, Message] = field(default_factory=dict)
    calls: dict[str, _Call] = field(default_factory=dict)
    activities: dict[str, Message] = field(default_factory=dict)


def fold(events: Iterable[Numbered]) -> Folded:
    """Events of kinds it does not know are passed over, as are ends without a beginning (a window may cut there)."""
    folded = Folded()
    for numbered in events:
        _FOLDS.get(numbered.event["type"], _ignore)(folded, numbered.event)
    return folded


def _run_started(folded: Folded, event: Mapping[str, Any]) -> None:
    run_id = (event.get("metadata") or {}).get("run_id", event["runId"])
    for message in (event.get("input") or {}).get("messages", []):
        folded.entries.append(("user", {**message, "run_id": run_id}))


def _text_start(folded: Folded, event: Mapping[str, Any]) -> None:
    folded.texts[event["messageId"]] = {"id": event["messageId"], "role": "assistant", "content": ""}
    folded.entries.append(("text", event["messageId"]))


def _text_content(folded: Folded, event: Mapping[str, Any]) -> None:
    if message := folded.texts.get(event["messageId"]):
        message["content"] += event["delta"]


def _call_start(folded: Folded, event: Mapping[str, Any]) -> None:
    folded.calls[event["toolCallId"]] = _Call(event["toolCallId"], event["toolCallName"])
    folded.entries.append(("call", event["toolCallId"]))


def _call_args(folded: Folded, event: Mapping[str, Any]) -> None:
    if call := folded.calls.get(event["toolCallId"]):
        call.arguments += event["delta"]


def _call_result(folded: Folded, event: Mapping[str, Any]) -> None:
    if call := folded.calls.get(event["toolCallId"]):
        call.result, call.waiting = event["content"], False


def _run_finished(folded: Folded, event: Mapping[str, Any]) -> None:
    """A leg that ends with interrupts leaves its calls with a person."""
    for interrupt in (event.get("outcome") or {}).get("interrupts") or []:
        call = folded.calls.get(interrupt.get("toolCallId", ""))
        if call and call.result is None:
            call.waiting = True


def _activity(folded: Folded, event: Mapping[str, Any]) -> None:
    if event["messageId"] not in folded.activities:
        folded.entries.append(("activity", event["messageId"]))
    folded.activities[event["messageId"]] = {
        "id": event["messageId"], "role": "activity",
        "activity_type": event["activityType"], "content": event["content"],
    }  # fmt: skip


def _error(folded: Folded, event: Mapping[str, Any]) -> None:
    folded.entries.append(("error", {"message": event["message"], "code": event.get("code")}))


def _ignore(folded: Folded, event: Mapping[str, Any]) -> None:
    """Steps, ends and whatever later versions add carry nothing to show."""


_FOLDS = {
    "RUN_STARTED": _run_started, "TEXT_MESSAGE_START": _text_start, "TEXT_MESSAGE_CONTENT": _text_content,
    "TOOL_CALL_START": _call_start, "TOOL_CALL_ARGS": _call_args, "TOOL_CALL_RESULT": _call_result,
    "ACTIVITY_SNAPSHOT": _activity, "RUN_ERROR": _error, "RUN_FINISHED": _run_finished,
}  # fmt: skip


def for_model(events: Iterable[Numbered], budget: int, run_id: str = "", message: str = "") -> list[Message]:
    """OpenAI chat messages of the latest whole turns that fit `budget` bytes, and of the last one in any case.

    A turn is all of one run, whatever happened in between; that of `run_id` comes last, and opens with `message` where
    the events do not reach back to it. A call always has its result.
    """
    folded = fold(events)
    turns = _turns(folded)
    if run_id:
        turns[run_id] = _opening(folded, run_id, message) + turns.pop(run_id, [])
    kept: list[Message] = []
    for turn in reversed(turns.values()):
        budget -= len(json.dumps(turn, ensure_ascii=False).encode())
        if budget < 0 and kept:
            break
        kept = turn + kept
    return kept


def _opening(folded: Folded, run_id: str, message: str) -> list[Message]:
    known = any(kind == "user" and what["run_id"] == run_id for kind, what in folded.entries)
    return [{"role": "user", "content": message}] if message and not known else []


def _turns(folded: Folded) -> dict[str, list[Message]]:
    """Messages by run, in order of first appearance; what names no run belongs to the turn that it came in."""
    turns: dict[str, list[Message]] = {}
    latest = ""
    for kind, what in folded.entries:
        latest = _run_of(kind, what) or latest
        turns.setdefault(latest, []).extend(_spoken(folded, kind, what))
    return turns


def _run_of(kind: str, what: Any) -> str:
    """Ids of an agent's texts and calls begin with their leg, `<run id>.<leg>.…`; a person's call is nobody's."""
    if kind == "user":
        return str(what["run_id"])
    if kind not in {"text", "call"} or what.startswith(PERSON_CALL):
        return ""
    run_id, dot, _ = what.partition(".")
    return run_id if dot else ""


def _spoken(folded: Folded, kind: str, what: Any) -> list[Message]:
    if kind == "user":
        return [{"role": "user", "content": what["content"]}]
    if kind == "text":
        content = folded.texts[what]["content"]
        return [{"role": "assistant", "content": content}] if content else []
    if kind == "call":
        return _called(folded.calls[what])
    return []


def _called(call: _Call) -> list[Message]:
    result = _result(call)
    if call.call_id.startswith(PERSON_CALL):
        return [{"role": "user", "content": f"(I saved a form: {call.name} {call.arguments} gave {result})"}]
    function = {"name": call.name, "arguments": _whole(call.arguments)}
    made = {"id": call.call_id, "type": "function", "function": function}
    return [
        {"role": "assistant", "content": None, "tool_calls": [made]},
        {"role": "tool", "tool_call_id": call.call_id, "content": result},
    ]


def _result(call: _Call) -> str:
    if call.result is None:
        return json.dumps(told({"status": "waiting"}) if call.waiting else UNFINISHED)
    try:
        answer = json.loads(call.result)
    except ValueError:
        return call.result
    return json.dumps(told(answer), ensure_ascii=False) if isinstance(answer, dict) else call.result


def _whole(arguments: str) -> str:
    """Arguments that broke off in the middle: many a server answers a request with half a JSON text in it by 400."""
    try:
        json.loads(arguments)
    except ValueError:
        return "{}"
    return arguments


def domains_used(events: Iterable[Numbered]) -> list[str]:
    """The domains whose tools were called, in order of first use: their schemas are worth sending at once."""
    names = (n.event["toolCallName"] for n in events if n.event["type"] == "TOOL_CALL_START")
    return list(dict.fromkeys(name.partition("__")[0] for name in names))


def for_client(events: Iterable[Numbered]) -> list[Message]:
    """Messages as a client shows them: user and assistant texts, tool calls with results, surfaces, errors."""
    folded = fold(events)
    shown: list[Message] = []
    for kind, what in folded.entries:
        if kind == "user":
            shown.append(
                {"id": what.get("id"), "role": "user", "content": what["content"], "run_id": what["run_id"]}
            )
        elif kind == "text":
            shown.append(folded.texts[what])
        elif kind == "call":
            shown.append({"role": "tool", **vars(folded.calls[what])})
        elif kind == "activity":
            shown.append(folded.activities[what])
        else:
            shown.append({"role": "error", **what})
    return shown
