"""Which events an agent may write, and in what size: everything else is the platform's to say."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from greenlight.errors import Invalid, TooLarge
from greenlight.threads.history import PERSON_CALL

TEXTS = {"messageId", "delta", "stepName", "toolCallId", "toolCallName", "message", "code"}
REQUIRED: Mapping[str, frozenset[str]] = {
    "STEP_STARTED": frozenset({"stepName"}),
    "STEP_FINISHED": frozenset({"stepName"}),
    "TEXT_MESSAGE_START": frozenset({"messageId"}),
    "TEXT_MESSAGE_CONTENT": frozenset({"messageId", "delta"}),
    "TEXT_MESSAGE_END": frozenset({"messageId"}),
    "REASONING_START": frozenset({"messageId"}),
    "REASONING_MESSAGE_START": frozenset({"messageId"}),
    "REASONING_MESSAGE_CONTENT": frozenset({"messageId", "delta"}),
    "REASONING_MESSAGE_END": frozenset({"messageId"}),
    "REASONING_END": frozenset({"messageId"}),
    "TOOL_CALL_START": frozenset({"toolCallId", "toolCallName"}),
    "TOOL_CALL_ARGS": frozenset({"toolCallId", "delta"}),
    "TOOL_CALL_END": frozenset({"toolCallId"}),
    "RUN_FINISHED": frozenset({"threadId", "runId"}),
    "RUN_ERROR": frozenset({"message"}),
}
ENDS = frozenset({"RUN_FINISHED", "RUN_ERROR"})
ROLES = ("assistant", "reasoning")
MAX_USAGES = 8
MOST_COUNTED = 2**53
MAX_EVENTS = 64
MAX_EVENT = 24 * 1024  # bytes; with its envelope it stays within one 32 KB socket frame


def accept(events: Any, thread_id: str, leg: str) -> Sequence[Mapping[str, Any]]:
    """The events if an agent may send them all; an end comes last and names its own leg. Raises Invalid, TooLarge."""
    if not isinstance(events, list) or not 0 < len(events) <= MAX_EVENTS:
        raise Invalid(f"A batch holds 1 to {MAX_EVENTS} events.")
    for index, event in enumerate(events):
        problem = _problem(event, thread_id, leg) or (
            "an end must be the last event" if event["type"] in ENDS and index + 1 < len(events) else ""
        )
        if problem:
            raise Invalid(
                f"Event {index}: {problem}.", problems=[{"pointer": f"/events/{index}", "detail": problem}]
            )
        if len(json.dumps(event, ensure_ascii=False).encode()) > MAX_EVENT:
            raise TooLarge(f"Event {index} is over {MAX_EVENT // 1024} KB; split the text or send a link.")
    return events


def says(events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether there are words of the model among them."""
    return any(str(event["type"]).startswith(("TEXT_MESSAGE", "REASONING")) for event in events)


def _problem(event: Any, thread_id: str, leg: str) -> str:
    kind = event.get("type") if isinstance(event, dict) else None
    if not isinstance(kind, str):
        return "an event is an object with a type"
    if kind not in REQUIRED:
        return f"an agent may not send {kind!r}"
    missing = REQUIRED[kind] - event.keys()
    if missing:
        return f"{kind} needs {', '.join(sorted(missing))}"
    if any(not isinstance(event[name], str) for name in TEXTS & event.keys()):
        return f"{', '.join(sorted(TEXTS & event.keys()))} must be texts"
    return _pretence(event) or (_end_problem(event, thread_id, leg) if kind in ENDS else "")


def _pretence(event: Mapping[str, Any]) -> str:
    """An agent speaks for itself, and never as the person."""
    if event.get("role", "assistant") not in ROLES:
        return f"an agent may not speak as {event['role']!r}"
    if event.get("toolCallId", "").startswith(PERSON_CALL):
        return f"`{PERSON_CALL}` begins the calls of a person"
    return ""


def _end_problem(event: Mapping[str, Any], thread_id: str, leg: str) -> str:
    if problem := _usage_problem(event.get("usage")):
        return problem
    return _finish_problem(event, thread_id, leg) if event["type"] == "RUN_FINISHED" else ""


def _usage_problem(usage: Any) -> str:
    """The run keeps it, and shows it to the person."""
    counts = [] if usage is None else usage
    if not isinstance(counts, list) or len(counts) > MAX_USAGES or not all(map(_countable, counts)):
        return f"usage is a list of at most {MAX_USAGES} objects of texts and whole numbers"
    return ""


def _countable(one: Any) -> bool:
    return isinstance(one, dict) and all(
        value is None or isinstance(value, str) or (isinstance(value, int) and abs(value) < MOST_COUNTED)
        for value in one.values()
    )


def _finish_problem(event: Mapping[str, Any], thread_id: str, leg: str) -> str:
    if (event["threadId"], event["runId"]) != (thread_id, leg):
        return "RUN_FINISHED must name this thread and this leg"
    outcome = event.get("outcome") or {"type": "success"}
    if not isinstance(outcome, dict) or outcome.get("type") != "success":
        return "an agent may end a run with success or an error only"
    return ""
