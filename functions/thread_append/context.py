"""What a leg starts from: the conversation that fits, the agent's persona, today, and the catalogue's hash."""

from typing import Any
from zoneinfo import ZoneInfo

from greenlight.agents import HiredAgent
from greenlight.items import Item
from greenlight.threads.chunks import Numbered, text_of
from greenlight.threads.history import Message, domains_used, for_model
from greenlight.threads.reader import EventReader
from greenlight.threads.records import leg_id, local_date

WINDOW = 24 * 1024  # bytes of messages that are sent along
READ = 48 * 1024  # bytes of events from before the run that are read for them
LEG = 8 * 1024  # bytes that a leg usually adds to the thread
MOST = 1024 * 1024  # bytes of events that are read for a run which waited while much was said
NOTE = "Reviewer's note: "
LIMITS = {"steps": 8, "seconds": 240, "output_tokens": 4000}


def window(log: EventReader, run: Item) -> list[Numbered]:
    """All events since the run began, and `READ` bytes from before.

    The same ones from before at each of its legs, however many events the legs themselves add: else a context that a
    reviewer approved would be another one in the leg that may use it.
    """
    size = READ + len(run["message"].encode()) + run["leg"] * LEG
    while True:
        events = log.newest(size)
        began = next((n for n, e in enumerate(events) if e.event.get("runId") == f"{run['run_id']}.1"), 0)
        before, whole = _latest(events[:began], READ)
        if whole or size > MOST or not events or events[0].seq == 1:
            return before + events[began:]
        size *= 2


def _latest(events: list[Numbered], room: int) -> tuple[list[Numbered], bool]:
    """The last ones that fit `room` bytes, and whether it is full."""
    for at in range(len(events) - 1, -1, -1):
        room -= len(text_of(events[at].event).encode())
        if room < 0:
            return events[at + 1 :], True
    return events, False


def compile_context(run: Item, agent: HiredAgent, events: list[Numbered]) -> dict[str, Any]:
    """`events` are the run's `window`. The same run and events give the same context."""
    return {
        "run_id": run["run_id"],
        "thread_id": run["thread_id"],
        "leg": run["leg"],
        "agui_run_id": leg_id(run),
        "agent": {"agent_id": agent.agent_id, "name": agent.name, "agent_type_id": agent.agent_type_id},
        "persona": agent.persona,
        "today": local_date(ZoneInfo(run["timezone"])).isoformat(),
        "timezone": run["timezone"],
        "messages": [*_conversation(run, events), *_notes(run)],
        "loaded": sorted({*run.get("loaded", []), *domains_used(events)}),
        "audit": list(run.get("audit", [])),
        "catalogue_hash": run["catalogue_hash"],
        "limits": LIMITS,
    }


def _conversation(run: Item, events: list[Numbered]) -> list[Message]:
    room = max(WINDOW, len(run["message"].encode()) + 1024)
    return for_model(events, room, run["run_id"], run["message"])


def _notes(run: Item) -> list[Message]:
    """What reviewers of this run said, after everything else: it is to be followed."""
    return [{"role": "system", "content": f"{NOTE}{text}"} for text in run.get("notes", [])]
