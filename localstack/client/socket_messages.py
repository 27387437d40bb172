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
    """True for the last event of a run; a leg that waits for a person, or goes on in the next, is not its run's end."""
    interrupted = (event.get("outcome") or {}).get("type") == "interrupt"
    return event["type"] in ENDS and not interrupted and not (event.get("metadata") or {}).get("continues")


def interrupts_of(event: dict[str, Any]) -> list[dict[str, Any]]:
    """What a leg left for a person to decide."""
    return list((event.get("outcome") or {}).get("interrupts") or [])


def resolved(interrupt_id: str, payload: dict[str, Any]) -> dict[str, Any]:
    """One entry of a `resume`; its payload is the body of `decide`."""
    return {"interruptId": interrupt_id, "status": "resolved", "payload": payload}


def run_of(event: dict[str, Any]) -> str:
    """Our run's id in a RUN_STARTED or RUN_FINISHED event."""
    return str((event.get("metadata") or {}).get("run_id", ""))
