"""What a hired agent has used: of its trial, and of this month's budget."""

import time
from typing import Any

from greenlight import spending
from greenlight.caller import Caller
from greenlight.declare import LEDGER
from greenlight.items import Item, Items
from greenlight.keys import Keys


def used(caller: Caller, agent: Item) -> dict[str, Any]:
    """As `schemas.Usage`; a trial counts only what it has a cap for."""
    keys, agent_id, now = Keys(caller.tenant_id), agent["agent_id"], time.time()
    month = spending.month_of(now)
    trial, budget = keys.trial(agent_id), keys.budget(agent_id, month)
    found = {item["sk"]: item for item in Items(LEDGER).get_many([trial, budget])}
    counted = found.get(trial["sk"], {})
    spent, held = spending.standing(found.get(budget["sk"], {}), now)
    return {
        "agent_id": agent_id, "actions": counted.get("calls", 0), "goal_runs": counted.get("goal_runs", 0),
        "month": month, "budget_cents": agent.get("budget_cents"), "spent_cents": spent, "held_cents": held,
    }  # fmt: skip
