"""What a client sends over the socket, and what the events that come back say about their run."""

from typing import Any
from uuid import uuid4

from .socket_order import Frame

ENDS = {"RUN_FINISHED", "RUN_ERROR"}


def new_message(kind: str, payload: Any, thread: str = "", request_id: str = "") -> Frame:
    """A client's message; sent again under the same id it is the same request."""
    message = {"v": 1, "kind": kind, "id": request_id or f"req_{uuid4().hex}", "payload": payload}
    return message | ({"thread": thread} if thread else {})


def ends_run(event: dict[str, Any]) -> bool:
    """True for the last event of a run; a leg that waits for a person is not its run's end."""
    interrupted = (event.get("outcome") or {}).get("type") == "interrupt"
    return event["type"] in ENDS and not interrupted


def run_of(event: dict[str, Any]) -> str:
    """Our run's id in a RUN_STARTED or RUN_FINISHED event."""
    return str((event.get("metadata") or {}).get("run_id", ""))
