"""What a person sees of a thread's events in a terminal."""

import json
from collections.abc import Callable
from typing import Any

from .chat_form import form_table

Event = dict[str, Any]
_STYLES = {"dim": "2", "bold": "1", "green": "32", "red": "31", "cyan": "36"}


class View:
    """Writes AG-UI events as text; `echo` repeats the person's own messages (for a thread that is replayed)."""

    def __init__(self, write: Callable[[str], None], *, colour: bool = False, echo: bool = False) -> None:
        self._write, self._colour = write, colour
        self.echo = echo
        self.failed = False
        self._calls: dict[str, list[str]] = {}
        self._at_start = True

    def show(self, event: Event) -> None:
        """Events of a kind that has no words here are passed over."""
        if words := _WORDS.get(event["type"]):
            words(self, event)

    def note(self, text: str, style: str = "dim") -> None:
        """A line of our own."""
        self._line(self._styled(text, style))

    def _styled(self, text: str, style: str) -> str:
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._colour else text

    def _line(self, text: str) -> None:
        self._end_line()
        self._write(f"{text}\n")

    def _end_line(self) -> None:
        if not self._at_start:
            self._write("\n")
            self._at_start = True

    def _started(self, event: Event) -> None:
        for message in (event.get("input") or {}).get("messages", []) if self.echo else []:
            self._line(self._styled(f"you> {message.get('content', '')}", "bold"))

    def _said(self, event: Event) -> None:
        self._write(event["delta"])
        self._at_start = event["delta"].endswith("\n")

    def _said_all(self, _: Event) -> None:
        self._end_line()

    def _call_started(self, event: Event) -> None:
        self._calls[event["toolCallId"]] = [event["toolCallName"].replace("__", ".")]

    def _call_grew(self, event: Event) -> None:
        self._calls.setdefault(event["toolCallId"], ["?"]).append(event["delta"])

    def _call_ended(self, event: Event) -> None:
        name, *pieces = self._calls.get(event["toolCallId"], ["?"])
        self._line(self._styled(f"  → {name}({_arguments(''.join(pieces))})", "cyan"))

    def _call_answered(self, event: Event) -> None:
        name = self._calls.get(event["toolCallId"], ["the form"])[0]
        content = event.get("content", "")
        refused = why_not(content)
        mark, style = (f"✗ {name}: {refused}", "red") if refused else (f"✓ {name}{edit_in(content)}", "green")
        self._line(self._styled(f"  {mark}", style))

    def _activity(self, event: Event) -> None:
        for line in form_table(event.get("content") or {}):
            self._line(f"    {line}")

    def _finished(self, event: Event) -> None:
        outcome = event.get("outcome") or {}
        if outcome.get("type") == "cancelled":
            self._line(self._styled("(cancelled)", "dim"))
        for interrupt in outcome.get("interrupts", []):
            self._line(
                self._styled(
                    f"  … waits for a person: {interrupt.get('message', interrupt['reason'])}", "bold"
                )
            )
        self._end_line()

    def _error(self, event: Event) -> None:
        self.failed = True
        self._line(self._styled(f"That failed: {event.get('message', 'no reason given')}", "red"))


_WORDS: dict[str, Callable[[View, Event], None]] = {
    "RUN_STARTED": View._started,
    "TEXT_MESSAGE_CONTENT": View._said,
    "TEXT_MESSAGE_END": View._said_all,
    "TOOL_CALL_START": View._call_started,
    "TOOL_CALL_ARGS": View._call_grew,
    "TOOL_CALL_END": View._call_ended,
    "TOOL_CALL_RESULT": View._call_answered,
    "ACTIVITY_SNAPSHOT": View._activity,
    "RUN_FINISHED": View._finished,
    "RUN_ERROR": View._error,
}


def why_not(content: str) -> str:
    """The reason in a tool result that says no; empty for one that says yes."""
    try:
        result = json.loads(content)
    except ValueError:
        return ""
    if not isinstance(result, dict) or not _says_no(result):
        return ""
    points = [f"{p.get('pointer', '')} {p.get('detail', '')}".strip() for p in result.get("problems") or []]
    return "; ".join([str(result["detail"])] if result.get("detail") else points) or str(
        result.get("status", "refused")
    )


def edit_in(content: str) -> str:
    """What a person made of the call before it was carried out, in brackets; empty for one that nobody changed."""
    try:
        edited = json.loads(content).get("edited")
    except (ValueError, AttributeError):
        return ""
    return f" (changed by a person: {_arguments(json.dumps(edited['arguments']))})" if edited else ""


def _says_no(result: dict[str, Any]) -> bool:
    return result.get("ok") is False or result.get("status", "ok") != "ok"


def _arguments(text: str) -> str:
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return text
    if not isinstance(given, dict):
        return text
    return ", ".join(f"{name}={_short(value)}" for name, value in given.items() if value is not None)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else f"{text[:77]}…"
