"""One invocation of the agent: claim the leg, run it, and never leave it without a last word."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from greenlight import agui
from greenlight.agui import Event
from greenlight.observe import note

from .errors import LegFailed, RunClosed
from .flush import Flusher
from .loop import Leg
from .meter import Meter
from .platform import Hop, LivePlatform
from .ports import Brief, Json, Model, Platform
from .tools import SHELF, Shelf, Toolbox

MARGIN = 12  # seconds of the invocation that are kept for the last word
BROKEN = "Something went wrong on our side. What was reported as done is done; please ask again for the rest."


@dataclass(frozen=True, slots=True)
class Job:
    """What starts an invocation. `ends_at`: epoch seconds at which it will be killed."""

    run_token: str
    run_id: str
    invocation_id: str
    ends_at: float

    @classmethod
    def of(cls, event: Json, context: Any) -> "Job":
        """As `<request id>/<attempt>`: by the first the platform knows whose end it is told of, by the second that
        a claim asked again is not another delivery of the same event."""
        ends_at = time.time() + context.get_remaining_time_in_millis() / 1000
        return cls(event["run_token"], event["run_id"], f"{context.aws_request_id}/{token_hex(4)}", ends_at)


@dataclass
class Workplace:
    """All that a leg stands on; `model` is slow to make at first, and made while the claim is under way."""

    hop: Hop
    model: Callable[[], Model]
    shelf: Shelf = field(default_factory=lambda: SHELF)
    now: Callable[[], float] = time.time
    pause: Callable[[float], None] = time.sleep


def work(job: Job, place: Workplace) -> list[Event]:
    """Every event that was sent; none where another invocation has the leg."""
    platform = LivePlatform(place.hop, job.run_token, job.run_id, place.pause)
    with ThreadPoolExecutor(1, "model") as starter:
        starting = starter.submit(place.model)
        brief = platform.claim(job.invocation_id, job.ends_at)
        if brief is None:
            note(outcome="not_ours")
            return []
        with Flusher(platform.append) as out:
            deadline = min(place.now() + brief.limits.seconds, job.ends_at - MARGIN)
            _speak(_Speech(brief, platform, starting.result, out, place, deadline))
            return out.sent


@dataclass
class _Speech:
    brief: Brief
    platform: Platform
    model: Callable[[], Model]
    out: Flusher
    place: Workplace
    deadline: float
    meter: Meter = field(default_factory=Meter)

    def leg(self, model: Model) -> Leg:
        toolbox = Toolbox(self.platform, self.place.shelf)
        return Leg(
            self.brief, self.platform, model, toolbox, self.out, self.place.now, self.deadline, self.meter
        )


def _speak(speech: _Speech) -> None:
    """A fault escapes, but only after the run has its RUN_ERROR: nobody should have to wait for a lease to end."""
    brief, meter = speech.brief, speech.meter
    ending: Event | None = agui.run_error(BROKEN, "agent_fault")
    try:
        model = speech.model()
        meter.host, meter.model, meter.prices = model.host, model.name, model.prices
        said = speech.leg(model).run()
        ending = _finished(brief, meter) if said else None
    except LegFailed as failed:
        ending = agui.run_error(failed.message, failed.code, usage=meter.usage())
    except RunClosed:
        ending = None
    finally:
        _note(meter, ending)
        with suppress(RunClosed):
            if ending:
                speech.out.add(ending)
                speech.out.drain()


def _finished(brief: Brief, meter: Meter) -> Event:
    return agui.run_finished(
        brief.thread_id, brief.agui_run_id, outcome={"type": "success"}, usage=meter.usage(),
        metadata={"run_id": brief.run_id},
    )  # fmt: skip


def _note(meter: Meter, ending: Event | None) -> None:
    outcome = "waits_or_closed" if ending is None else ending.get("code", "ok")
    note(
        outcome=outcome, steps=meter.steps, tools=meter.tools, input_tokens=meter.input,
        output_tokens=meter.output, cached_tokens=meter.cached,
    )  # fmt: skip
