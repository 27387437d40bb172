"""Each constructor of `greenlight.agui` makes exactly what AG-UI 1.0 publishes."""

from typing import Any

import pytest
from ag_ui.core import Event
from greenlight import agui
from pydantic import TypeAdapter

PUBLISHED: TypeAdapter[Any] = TypeAdapter(Event)
INTERRUPT = {
    "type": "interrupt",
    "interrupts": [{"id": "apr_1", "reason": "tool_call", "metadata": {"digest": "d"}}],
}
USAGE = [{"provider": "host", "model": "m", "inputTokens": 3, "outputTokens": 2, "totalTokens": 5}]

EVENTS = [
    agui.run_started("thr_1", "run_1"),
    agui.run_started(
        "thr_1", "run_1:2", parent_run_id="run_1:1", metadata={"run_id": "run_1"},
        input={"threadId": "thr_1", "runId": "run_1", "messages": [{"id": "m", "role": "user", "content": "hi"}]},
    ),
    agui.run_finished("thr_1", "run_1"),
    agui.run_finished("thr_1", "run_1", outcome={"type": "success"}, usage=USAGE, metadata={"run_id": "run_1"}),
    agui.run_finished("thr_1", "run_1", outcome=INTERRUPT),
    agui.run_error("It broke."),
    agui.run_error("It broke.", "model_unreachable", usage=USAGE),
    agui.step_started("load_capability:weights"),
    agui.step_finished("load_capability:weights"),
    agui.text_start("msg_1"),
    agui.text_content("msg_1", "Hello"),
    agui.text_end("msg_1"),
    agui.tool_call_start("call_1", "weights.create"),
    agui.tool_call_start("call_1", "weights.create", "msg_1"),
    agui.tool_call_args("call_1", '{"kg":'),
    agui.tool_call_end("call_1"),
    agui.tool_call_result("msg_2", "call_1", '{"ok":true}'),
    agui.activity_snapshot("a2ui-surface-1", "a2ui-surface", {"a2ui_operations": []}),
    agui.activity_snapshot("a2ui-surface-1", "a2ui-surface", {"a2ui_operations": []}, replace=False),
]  # fmt: skip


def unknown_members(value: Any) -> list[str]:
    """The published models let unknown members pass; we do not."""
    found = [*(value.model_extra or {})]
    for name in type(value).model_fields:
        inner = getattr(value, name)
        for one in inner if isinstance(inner, list) else [inner]:
            found += unknown_members(one) if hasattr(one, "model_extra") else []
    return found


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e["type"])
def test_every_event_is_one_of_the_published_ones_and_survives_the_round_trip(event: dict[str, Any]) -> None:
    read = PUBLISHED.validate_python(event)
    assert unknown_members(read) == []
    written = read.model_dump(by_alias=True, exclude_none=True, mode="json")
    assert written == event


def test_every_constructor_is_tried() -> None:
    constructors = {name for name in vars(agui) if name[0].islower() and callable(vars(agui)[name])}
    tried = {event["type"] for event in EVENTS}
    assert len(constructors) == len(tried)
