"""Public facts for a draft, by the tool that it is for: read-only, with no credential and no approval."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from greenlight.errors import Invalid, Refused

from . import ledger
from .adapters.delta.adapter import PlaceOrder
from .adapters.delta.market import Unanswered, facts

Source = Callable[[Mapping[str, Any], float], Mapping[str, Any]]


def of_market(arguments: Mapping[str, Any], deadline: float) -> Mapping[str, Any]:
    """Contract and mark price of `arguments.symbol`. Raises Invalid, Unanswered."""
    return facts(PlaceOrder().line, arguments.get("symbol"), deadline)


SOURCES: Mapping[str, Source] = {"trading.place_order": of_market, "trading.close_position": of_market}


def gather(request: Mapping[str, Any], sources: Mapping[str, Source] = SOURCES) -> dict[str, Any]:
    """`{tool, arguments}` → `{ok: true, facts}`, or `{ok: false, again, detail, problems?}`: `again` may help."""
    tool, arguments = str(request.get("tool")), request.get("arguments")
    source = sources.get(tool)
    try:
        if source is None or not isinstance(arguments, Mapping):
            raise Invalid(f"There are no facts for {tool[:64]}.")
        return {"ok": True, "facts": source(arguments, time.time() + ledger.SEND)}
    except Refused as refused:
        problems = refused.problems or [{"pointer": "/symbol", "detail": refused.detail}]
        return {"ok": False, "again": False, "problems": problems, "detail": refused.detail}
    except Unanswered as unanswered:
        return {"ok": False, "again": True, "detail": f"No facts now: {unanswered}."}
