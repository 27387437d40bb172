"""Audit mode, on the agent's side: a person sees what the model would read, and what it would say, before it happens.

The platform switches the gates on (`Brief.audit`) and decides; here one only asks, and waits for the answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from greenlight import agui
from greenlight.agui import Event

from .errors import LegFailed
from .ports import Brief, Json, Message, Platform

CONTEXT, FINAL = "context", "final"
Emit = Callable[..., None]


@dataclass(frozen=True, slots=True)
class Audit:
    """The gates of one leg. Those that ask answer True for "go on", False for "a person must decide first"."""

    brief: Brief
    platform: Platform

    @property
    def one_answer(self) -> bool:
        """Whether each model call has an approved context of its own, and so a leg no more than one call."""
        return CONTEXT in self.brief.audit

    def reads(self, messages: Sequence[Message], tools: Sequence[Json]) -> bool:
        """May the model have this to read? Raises LegFailed where a person said no."""
        names = [tool["function"]["name"] for tool in tools]
        return CONTEXT not in self.brief.audit or self._review(
            CONTEXT, {"messages": messages, "tools": names}
        )

    def says(self, text: str, emit: Emit) -> bool:
        """May the thread have this answer? If so it is told now, since `shown` has kept it back."""
        if FINAL not in self.brief.audit or not text.strip():
            return True
        if not self._review(FINAL, {"text": text}):
            return False
        message_id = f"{self.brief.agui_run_id}.final"
        emit(agui.text_start(message_id), agui.text_content(message_id, text), agui.text_end(message_id))
        return True

    def shown(self, emit: Emit) -> Emit:
        """`emit`, or one that lets no word of the model pass where the final answer is held: its calls alone."""
        if FINAL not in self.brief.audit:
            return emit
        return lambda *events: emit(*filter(None, map(_without_words, events)))

    def _review(self, kind: str, arguments: dict[str, Any]) -> bool:
        answer = self.platform.review(kind, f"{self.brief.agui_run_id}.{kind}", arguments)
        match answer.get("status"):
            case "ok":
                return True
            case "approval_required":
                return False
            case "denied" | "refused" as status:
                reason = str(answer.get("detail") or "No reason was given.")
                raise LegFailed(f"{kind}_{status}", f"Stopped at the review of {_NAMES[kind]}: {reason}")
        raise LegFailed("platform_fault", "The platform gave an answer that makes no sense.")


_NAMES = {CONTEXT: "what the model would read", FINAL: "the answer"}


def _without_words(event: Event) -> Event | None:
    if event["type"].startswith("TEXT_MESSAGE_"):
        return None
    return {name: value for name, value in event.items() if name != "parentMessageId"}
