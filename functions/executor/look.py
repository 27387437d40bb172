"""What the bus may look at, read from the tables at the moment of use: agent, controls and the thread's gates."""

import time

from greenlight.agents import hired_from
from greenlight.approvals import controls
from greenlight.approvals.records import Record
from greenlight.declare import AGENTS, APPROVALS, THREADS
from greenlight.items import Item, get_together
from greenlight.keys import Keys
from greenlight.threads.lifecycle import claims_of
from greenlight.threads.waiting import gates

from .action import Action, known
from .bus import Scene


def look(action: Action, run: Item) -> Scene:
    """One read of three tables; a person acts for himself. Raises NotFound, Denied for an agent that may not act."""
    who, keys = action.who, Keys(action.who.tenant_id)
    wanted = [(APPROVALS, keys.controls()), (THREADS, keys.thread(who.thread_id))]
    if who.actor == "agent":
        wanted.append((AGENTS, keys.agent(who.user_id, who.agent_id)))
    found = get_together(wanted)
    agent = hired_from(found[2]) if who.actor == "agent" else None
    return Scene(
        action=action,
        agent=agent,
        run_status=run["status"] if run["leg"] == who.leg else "over",
        controls=controls.from_item(found[0]),
        audit=frozenset(gates(found[1] or {})) if agent else frozenset(),
        now=time.time(),
    )


def look_again(record: Record, run: Item) -> Scene:
    """The scene of what was approved, as things stand now. Raises Refused where tool or agent are gone, or the
    arguments fit the schema no longer."""
    action = known(claims_of(run), record.call_id, record.tool, record.arguments)
    return look(action, {"status": "running", "leg": run["leg"]})
