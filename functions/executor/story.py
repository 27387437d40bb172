"""What the thread is told of a call: its result, the form it opened, or a person's own Save as a little run."""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import agui
from greenlight.catalogue import model_name
from greenlight.threads.chunks import Batch
from greenlight.threads.lifecycle import record
from greenlight.threads.records import leg_id
from greenlight.threads.runs import Runs
from greenlight.tokens import RunClaims

from . import surfaces
from .action import Action

PIECE = 3_000  # characters; six bytes each at worst, once escaped
Answer = dict[str, Any]
Event = Mapping[str, Any]


def tell(
    who: RunClaims, call_id: str, request: Mapping[str, Any], action: Action | None, answer: Answer
) -> Answer:
    """Stores and pushes the events of this call, once; returns the answer as the asker shall have it."""
    events: list[Event] = []
    if action and answer["status"] == "ok" and action.tool.endswith(f".{surfaces.OPENS}"):
        events.append(surfaces.opened(action, answer["result"]["form"]))
        answer = {"status": "ok", "result": _in_short(answer["result"]["form"])}
    result = agui.tool_call_result(f"msg_{call_id}", call_id, json.dumps(answer, ensure_ascii=False))
    events = [result, *events]
    leg = leg_id({"run_id": who.run_id, "leg": who.leg})
    if who.actor == "person":
        events = _little_run(who, leg, call_id, request, action, answer, result)
    batch = Batch(
        f"{leg}:call:{call_id}",
        1,
        who.correlation_id,
        events,
        close="succeeded" if who.actor == "person" else "",
    )
    record(Runs(who.tenant_id), who.thread_id, batch)
    return answer


def _in_short(form: Mapping[str, Any]) -> dict[str, Any]:
    """The model need not read the rows: the person sees them in the form."""
    return {"form": "open", "rows": len(form["rows"]), "revision": form["revision"]}


def _little_run(
    who: RunClaims, leg: str, call_id: str, request: Mapping[str, Any], action: Action | None,
    answer: Answer, result: Event,
) -> list[Event]:  # fmt: skip
    """A person's Save as a run of its own: it takes nobody's turn, and a replay shows it whole."""
    saved: list[Event] = []
    if action and answer["status"] == "ok":
        saved.append(surfaces.answered(action, str(request["surface_id"]), "Saved."))
    return [
        agui.run_started(who.thread_id, leg, metadata={"run_id": who.run_id}),
        agui.tool_call_start(call_id, model_name(str(request.get("tool", "")))),
        *_typed(call_id, json.dumps(request.get("arguments"), ensure_ascii=False)),
        agui.tool_call_end(call_id),
        result,
        *saved,
        agui.run_finished(who.thread_id, leg, metadata={"run_id": who.run_id}),
    ]


def _typed(call_id: str, arguments: str) -> list[Event]:
    """The arguments in pieces that fit a frame each: a form may send 128 KB."""
    return [
        agui.tool_call_args(call_id, arguments[at : at + PIECE]) for at in range(0, len(arguments), PIECE)
    ]
