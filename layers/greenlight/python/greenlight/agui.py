"""The AG-UI 1.0 events that we use, as the camelCase JSON that crosses; nothing is imported for them at run time.

Optional members are left out, never null. A test holds each constructor against the published models.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Event = dict[str, Any]


def _event(kind: str, **members: Any) -> Event:
    return {"type": kind} | {name: value for name, value in members.items() if value is not None}


def run_started(
    thread_id: str, run_id: str, *, parent_run_id: str | None = None,
    input: Mapping[str, Any] | None = None, metadata: Mapping[str, Any] | None = None,
) -> Event:  # fmt: skip
    """`run_id` is the leg's own; `parent_run_id` the leg before it; our run's id goes into `metadata`."""
    return _event(
        "RUN_STARTED",
        threadId=thread_id,
        runId=run_id,
        parentRunId=parent_run_id,
        input=input,
        metadata=metadata,
    )


def run_finished(
    thread_id: str, run_id: str, *, outcome: Mapping[str, Any] | None = None,
    usage: Sequence[Mapping[str, Any]] | None = None, metadata: Mapping[str, Any] | None = None,
) -> Event:  # fmt: skip
    """`outcome.type` is success, interrupt or cancelled and never another: an old client reads those as success."""
    return _event(
        "RUN_FINISHED", threadId=thread_id, runId=run_id, outcome=outcome, usage=usage, metadata=metadata
    )


def run_error(
    message: str, code: str | None = None, *, usage: Sequence[Mapping[str, Any]] | None = None
) -> Event:
    """`message` is read by the person in the chat; `code` by programs."""
    return _event("RUN_ERROR", message=message, code=code, usage=usage)


def step_started(name: str) -> Event:
    return _event("STEP_STARTED", stepName=name)


def step_finished(name: str) -> Event:
    return _event("STEP_FINISHED", stepName=name)


def text_start(message_id: str) -> Event:
    return _event("TEXT_MESSAGE_START", messageId=message_id, role="assistant")


def text_content(message_id: str, delta: str) -> Event:
    return _event("TEXT_MESSAGE_CONTENT", messageId=message_id, delta=delta)


def text_end(message_id: str) -> Event:
    return _event("TEXT_MESSAGE_END", messageId=message_id)


def tool_call_start(call_id: str, name: str, parent_message_id: str | None = None) -> Event:
    return _event("TOOL_CALL_START", toolCallId=call_id, toolCallName=name, parentMessageId=parent_message_id)


def tool_call_args(call_id: str, delta: str) -> Event:
    """A piece of the arguments' JSON text, as the model wrote it."""
    return _event("TOOL_CALL_ARGS", toolCallId=call_id, delta=delta)


def tool_call_end(call_id: str) -> Event:
    return _event("TOOL_CALL_END", toolCallId=call_id)


def tool_call_result(message_id: str, call_id: str, content: str) -> Event:
    """Written by the executor alone; `content` is JSON text."""
    return _event("TOOL_CALL_RESULT", messageId=message_id, toolCallId=call_id, content=content, role="tool")


def activity_snapshot(
    message_id: str, activity_type: str, content: Mapping[str, Any], replace: bool = True
) -> Event:
    """Something to show beside the text, such as an A2UI surface; never sent to the model."""
    return _event(
        "ACTIVITY_SNAPSHOT",
        messageId=message_id,
        activityType=activity_type,
        content=content,
        replace=replace,
    )
