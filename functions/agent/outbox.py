"""Events that wait: deltas of one message run together, and what leaves is cut into batches of a safe size."""

import json

from greenlight.agui import Event

MOST_EVENTS = 16
MOST_BYTES = 24_000
MOST_DELTA = 3_000  # characters; six bytes each at worst, once escaped

_QUIET = {"STEP_STARTED", "STEP_FINISHED", "TOOL_CALL_START", "TOOL_CALL_ARGS", "TOOL_CALL_END"}
_MERGING = {"TEXT_MESSAGE_CONTENT": "messageId", "TOOL_CALL_ARGS": "toolCallId"}


class Outbox:
    def __init__(self) -> None:
        self._events: list[Event] = []

    def __len__(self) -> int:
        return len(self._events)

    @property
    def quiet(self) -> bool:
        """Whether nobody reads along: a call's arguments grow for a machine, a text grows for a person."""
        return all(event["type"] in _QUIET for event in self._events)

    def add(self, event: Event) -> None:
        """Takes the event over: its delta may grow."""
        for piece in _pieces(event):
            if self._events and _same(self._events[-1], piece):
                self._events[-1]["delta"] += piece["delta"]
            else:
                self._events.append(piece)

    def take(self) -> list[Event]:
        """The oldest events that make one batch, at least one."""
        size = count = 0
        for event in self._events[:MOST_EVENTS]:
            size += len(json.dumps(event).encode())
            if count and size > MOST_BYTES:
                break
            count += 1
        taken, self._events = self._events[:count], self._events[count:]
        return taken


def _pieces(event: Event) -> list[Event]:
    delta = event.get("delta", "")
    if len(delta) <= MOST_DELTA:
        return [event]
    return [event | {"delta": delta[at : at + MOST_DELTA]} for at in range(0, len(delta), MOST_DELTA)]


def _same(last: Event, event: Event) -> bool:
    identity = _MERGING.get(event["type"])
    if identity is None or last["type"] != event["type"] or last[identity] != event[identity]:
        return False
    return len(last["delta"]) + len(event["delta"]) <= MOST_DELTA
