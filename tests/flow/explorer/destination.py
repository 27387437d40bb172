"""The place outside, and our adapter to it: the real one of `web.http_call`, less its socket."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from functions.effects.adapters.http_call import HttpCall
from functions.effects.adapters.protocol import Outcome, Prepared, Secret

from .actor import Answer, Call, Moment
from .dynamo.table import mark_of
from .programs import Node
from .watch import effects_of
from .world import Destination, Request, State, Ways

Ask = Callable[[str, str, Mapping[str, Any]], Any]
YES = Outcome("confirmed", {"status_code": 200, "body": "", "headers": {}})
# In words, what became of the request, what the adapter learns: it cannot tell the last two apart. In recovery the
# first happens, and no other.
FATES = (
    ("it arrived", "arrived", YES),
    ("it never left", "refused", Outcome("not_sent", detail="no connection")),
    ("it was turned down", "arrived", Outcome("failed", detail="no")),
    ("it arrived and the answer was lost", "arrived", Outcome("unknown", detail="no answer")),
    ("it was lost", "lost", Outcome("unknown", detail="no answer")),
)


class Adapter(HttpCall):
    """Validates and writes out as in production; the request goes to the explorer, and so does a question about it.

    `knows`: the destination can be asked about a request of ours.
    """

    def __init__(self, ask: Ask, *, knows: bool) -> None:
        super().__init__("")
        self._ask, self._knows = ask, knows

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        outcome: Outcome = self._ask("destination", "send", {"text": prepared.exact, "deadline": deadline})
        return outcome

    def reconcile(self, prepared: Prepared, _secret: Secret, _deadline: float, /) -> Outcome | None:
        outcome: Outcome | None = (
            self._ask("destination", "look up", {"text": prepared.exact}) if self._knows else None
        )
        return outcome


TOO_LATE = ("it never left, it was too late", "refused", Outcome("not_sent", detail="too late"))
# Those that differ for the code (what was turned down has arrived, what was lost may have), and the two that arrive.
FEW, ARRIVING = (FATES[0], FATES[1], FATES[3]), (FATES[0], FATES[3])


def destination(fates: Sequence[tuple[str, str, Outcome]] = FATES) -> Destination:
    """Every way in which a request, or a question about one, can end."""

    def answers(state: State, node: Node, call: Call, now: Moment) -> Ways:
        text = call.request["text"]
        if call.operation == "look up":
            arrived = any(request.text == text and request.fate == "arrived" for request in state.wire)
            said = "it is there" if arrived else "it is not there"
            yield said, (), _answer(said, YES if arrived else Outcome("unknown"))
            return
        late = now >= call.request["deadline"]
        for said, fate, outcome in (TOO_LATE,) if late else fates:
            yield said, (_request(state, node, text, fate),), _answer(said, outcome)

    return answers


def _request(state: State, node: Node, text: str, fate: str) -> Request:
    """The attempt is the latest that this worker holds by the ledger; none is attempt 0."""
    approval_id = node.told["approval_id"]
    mine = [e for e in effects_of(state.store, approval_id) if e["by"] == node.program.name]
    attempt = max((effect["attempt"] for effect in mine), default=0)
    return Request(node.program.name, approval_id, attempt, text, fate)


def _answer(said: str, outcome: Outcome) -> Answer:
    return Answer(mark_of(said), partial(lambda given: given, outcome))
