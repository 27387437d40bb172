"""What must be true after each turn: each sentence is checked against the thread, the records, and the receiver."""

import json
from typing import Any

from .scenes import FINAL, NOTE, REASON
from .transcript import Transcript
from .turn import Told

Json = dict[str, Any]


def every_turn(say: Transcript, told: Told, customer: str) -> None:
    say.expect("the run ended well", told.events[-1]["type"] == "RUN_FINISHED")
    say.expect(
        f"each of {len(told.decided)} decisions is the customer's own, by name",
        told.decided and all(one["decided_by"] == customer for one in told.decided),
    )
    models = sum(1 for one in told.decided if one["kind"] == "context")
    say.expect(f"a context was approved before each of {models} model calls", models >= 2)
    say.expect("the final answer was held until it was decided on", len(told.of("final")) == 1)


def edited(say: Transcript, told: Told, row: Json) -> None:
    (call,) = told.of("tool_call")
    context = told.of("context")[0]
    say.expect("the reviewer's note is on record with the context", NOTE in context["note"])
    say.expect("the model followed the note", told.text.startswith(NOTE))
    say.expect("the call was approved with a change", call["status"] == "edited")
    changed = [(c["path"], c["value"]) for c in call["edit"]["diff"]]
    say.expect("the change is on record by pointer", changed == [("/kg", 82.4)])
    before = told.proposed("tool_call")["digest"]
    say.expect(
        "an edit makes a new digest, and names the old one",
        call["edit"]["before_digest"] == before != call["digest"],
    )
    say.expect("the row holds what was approved, not what was proposed", row.get("kg") == 82.4)
    say.expect("the model was told that its call was replaced", "edited" in told.result)
    say.expect("the words tell of the edit", "82.4 instead of 82.5" in told.text)


def denied(say: Transcript, told: Told, row: Json) -> None:
    (call,) = told.of("tool_call")
    say.expect("the call was denied", (call["status"], told.result["status"]) == ("denied", "denied"))
    say.expect("nothing was stored", row == {})
    say.expect("the next words reflect the reason", REASON in told.text)


def sent(say: Transcript, told: Told, arrived: list[str]) -> None:
    (call,) = told.of("tool_call")
    say.expect("exactly one request arrived, byte for byte as it was approved", arrived == [call["exact"]])
    say.expect("its outcome was told to the model", told.result.get("result", {}).get("status_code") == 200)
    (final,) = told.of("final")
    say.expect("the answer was edited", final["status"] == "edited")
    say.expect("the thread shows the edited answer and no word of the other", told.text == FINAL)
    withheld = json.dumps(told.proposed("final")["arguments"]["text"])[1:-1]
    say.expect("the model's own words are in no event", withheld not in json.dumps(told.events))
