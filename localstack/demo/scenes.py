"""The three turns of the demonstration: what the customer says, and what he decides about what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
NOTE = "Checked first:"
REASON = "Weigh yourself again in the morning, before breakfast"
FINAL = "Your figure has reached the clinic. That is all for today."


@dataclass(frozen=True)
class Choice:
    """A verdict; `change` is put over the arguments of a call, or is the new text of an answer."""

    verdict: str = "approve"
    note: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)

    def body(self, approval: Mapping[str, Any]) -> Json:
        """The body of contracts §3's decide, about exactly what this approval shows."""
        said: Json = {"verdict": self.verdict, "digest": approval["digest"]}
        if self.note:
            said["note"] = self.note
        if self.verdict == "edit":
            said["arguments"] = {**approval["arguments"], **self.change}
        return said


@dataclass(frozen=True)
class Scene:
    """One turn. `first_context` is for the first context of it; the others are approved as they stand."""

    title: str
    says: str
    call: Choice
    final: Choice = Choice()
    first_context: Choice = Choice()

    def choose(self, approval: Mapping[str, Any], contexts_before: int) -> Choice:
        if approval["kind"] == "context":
            return Choice() if contexts_before else self.first_context
        return self.final if approval["kind"] == "final" else self.call


def scenes(edited_day: str, denied_day: str, receiver_url: str) -> tuple[Scene, Scene, Scene]:
    """A call that is edited, one that is denied, and one that goes outside."""
    note = f"Begin with “{NOTE}”"
    return (
        Scene("a call is edited, then approved", f"log 82.5 kg for {edited_day}",
              Choice("edit", change={"kg": 82.4}), first_context=Choice(note=note)),
        Scene("a call is denied, with a reason", f"log 90 kg for {denied_day}", Choice("deny", note=f"{REASON}.")),
        Scene("a request goes outside, the answer is edited", f'post {{"kg": 82.4}} to {receiver_url}',
              Choice(), final=Choice("edit", change={"text": FINAL})),
    )  # fmt: skip
