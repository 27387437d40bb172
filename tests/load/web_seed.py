"""What the page's bench looks at: a long talk and a long form, beside a short talk and a short form."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from greenlight import agui
from greenlight.keys import Keys
from greenlight.threads.chunks import Batch
from greenlight.threads.log import EventLog

from infra.progress import Bar
from tests.e2e.hiring import done
from tests.e2e.people import Json, Person

MESSAGES, ROWS, AT_ONCE = 5_000, 500, 90
SHORT = 10
WORDS = "some words of it, and a few more that make it wrap over the line; "


def talk(person: Person, title: str, messages: int) -> str:
    """A thread of so many messages, half of them answers, written into its log as the agent writes them; its id."""
    thread = str(done(person.rest("POST", "/api/v1/threads", {"title": title}))["thread_id"])
    log, bar = EventLog(Keys(person.me()["tenant_id"]), thread), Bar(title, messages // 2)
    for number in range(messages // 2):
        run = f"run_{thread[-12:]}{number:014d}"
        log.append(Batch(f"{run}.1", 1, f"cor_{run}", _turn(thread, run, number), close="succeeded"))
        bar.advance()
    bar.done()
    return thread


def _turn(thread: str, run: str, number: int) -> list[Json]:
    leg, told = f"{run}.1", {"run_id": run}
    said = {"id": f"msg_{run}", "role": "user", "content": f"message {number}"}
    text = f"{leg}.1.text0"
    pieces = (f"Answer **{number}**: ", WORDS * (1 + number % 5), "the end.")
    usage = {"provider": "bench", "model": "none", "inputTokens": 10, "outputTokens": 20, "totalTokens": 30}
    return [
        agui.run_started(thread, leg, input={"messages": [said]}, metadata=told),
        agui.text_start(text),
        *(agui.text_content(text, piece) for piece in pieces),
        agui.text_end(text),
        agui.run_finished(thread, leg, outcome={"type": "success"}, usage=[usage], metadata=told),
    ]


def form(person: Person, rows: int) -> str:
    """A thread with the form of so many weights in it; its id."""
    first = date(2020, 1, 1)
    weights = [{"day": str(first + timedelta(n)), "kg": 60 + n % 40, "note": f"row {n}"} for n in range(rows)]
    for at in range(0, rows, AT_ONCE):
        body: Mapping[str, Any] = {"revision": None, "upserts": weights[at : at + AT_ONCE], "deletes": []}
        done(person.rest("POST", "/api/v1/weights/batch", body, **{"Idempotency-Key": f"bench-{rows}-{at}"}))
    return person.turn("open my weights").thread
