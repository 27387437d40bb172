"""What a leg starts from: the conversation that fits, the agent's persona, today, and the catalogue's hash."""

from typing import Any
from zoneinfo import ZoneInfo

from greenlight.agents import HiredAgent
from greenlight.items import Item
from greenlight.threads.chunks import Numbered
from greenlight.threads.history import domains_used, for_model
from greenlight.threads.records import leg_id, local_date

WINDOW = 24 * 1024  # bytes of messages that are sent along
READ = 48 * 1024  # bytes of events that are read for them
LIMITS = {"steps": 8, "seconds": 240, "output_tokens": 4000}


def compile_context(run: Item, agent: HiredAgent, events: list[Numbered]) -> dict[str, Any]:
    """`events` are the thread's newest, this leg's RUN_STARTED (with the person's message) among them."""
    return {
        "run_id": run["run_id"],
        "thread_id": run["thread_id"],
        "leg": run["leg"],
        "agui_run_id": leg_id(run),
        "agent": {"agent_id": agent.agent_id, "name": agent.name, "agent_type_id": agent.agent_type_id},
        "persona": agent.persona,
        "today": local_date(ZoneInfo(run["timezone"])).isoformat(),
        "timezone": run["timezone"],
        "messages": for_model(events, max(WINDOW, len(run["message"].encode()) + 1024)),
        "loaded": domains_used(events),
        "catalogue_hash": run["catalogue_hash"],
        "limits": LIMITS,
    }
