"""One answer of the model while it streams: pieces go in, AG-UI events come out, and the whole is kept for later."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from greenlight import agui

from .ports import CallPiece, Finish, Message, Piece, Usage, Words

_UNSAFE = re.compile(r"[^A-Za-z0-9_.:-]")


@dataclass(slots=True)
class Call:
    """A tool call. `id` is the model's, for the model; `call_id` is ours, unique, and what never acts twice."""

    index: int
    id: str
    call_id: str
    name: str = ""
    arguments: str = ""
    shown: bool = False

    def continues(self, piece: CallPiece) -> bool:
        """Some servers give every call index 0 and tell them apart by id alone."""
        return piece.index == self.index and piece.id in ("", self.id)


@dataclass(slots=True)
class Answer:
    """`key` is unique to this step of the run; `show` says of a tool's name whether its call is an event.

    `show` may raise: a call to an unknown tool ends the leg at its first piece.
    """

    key: str
    emit: Callable[..., None]
    show: Callable[[str], bool]
    text: str = ""
    calls: list[Call] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    finish: str = ""
    message_id: str | None = None
    _open: str = ""

    def take(self, piece: Piece) -> None:
        match piece:
            case Words(delta):
                self._say(delta)
            case CallPiece():
                self._call(piece)
            case Usage():
                self.usage = piece
            case Finish(reason):
                self.finish = reason

    def close(self) -> None:
        """End what is open, so that every START has its END even where the stream broke off."""
        if self._open and self._open == self.message_id:
            self.emit(agui.text_end(self._open))
        elif self._open:
            self.emit(agui.tool_call_end(self._open))
        self._open = ""

    def settle(self) -> None:
        """The stream has ended well: show a last call that came without arguments, then close."""
        if self.calls and not self.calls[-1].shown:
            self._begin(self.calls[-1])
        self.close()

    def as_message(self) -> Message:
        calls = [
            {"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments or "{}"}}
            for c in self.calls
        ]
        return {"role": "assistant", "content": self.text or None} | ({"tool_calls": calls} if calls else {})

    def _say(self, delta: str) -> None:
        begins = not self._open or self._open != self.message_id
        if begins:
            self.settle()
            self._open = self.message_id = f"{self.key}.text{len(self.calls)}"
        self.text += delta
        start = [agui.text_start(self._open)] if begins else []
        self.emit(*start, agui.text_content(self._open, delta))

    def _call(self, piece: CallPiece) -> None:
        call = next((c for c in reversed(self.calls) if c.continues(piece)), None)
        if call is None:
            self.settle()
            call = self._new_call(piece)
        if not call.shown:
            call.name += piece.name
        if piece.arguments:
            if not call.shown:
                self._begin(call)
            call.arguments += piece.arguments
            if self._open == call.call_id:
                self.emit(agui.tool_call_args(call.call_id, piece.arguments))

    def _new_call(self, piece: CallPiece) -> Call:
        """A server may give no id, or the same one again; the step and the index make ours unique all the same."""
        place = f"{self.key}.{len(self.calls)}"
        call_id = f"{place}:{_UNSAFE.sub('-', piece.id)}".rstrip(":")[:128]
        self.calls.append(Call(piece.index, piece.id or f"call_{len(self.calls)}", call_id))
        return self.calls[-1]

    def _begin(self, call: Call) -> None:
        """Only now is the name whole: some servers stream it in pieces."""
        call.shown = True
        if self.show(call.name):
            self.emit(agui.tool_call_start(call.call_id, call.name, self.message_id))
            self._open = call.call_id
