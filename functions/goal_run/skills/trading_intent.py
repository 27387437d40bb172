"""The intent to enter or leave a position, as the customer set it: an order written out, nothing decided."""

from collections.abc import Sequence

from functions.goal_run.given import Given
from functions.goal_run.ports import Ports
from functions.goal_run.proposal import Proposal

from .trading_plan import proposal, symbol

WORDS = {"enter": "Enter", "exit": "Leave"}


def draft(given: Given, _item: str, ports: Ports) -> Sequence[Proposal]:
    """An exit only ever makes a position smaller. Raises NoAnswer."""
    said, limited = given.settings, given.settings["order_type"] == "limit_order"
    arguments = {
        "symbol": symbol(given), "side": said["side"], "size": said["size"], "order_type": said["order_type"],
        "limit_price": said.get("limit_price") if limited else None,
        "time_in_force": said.get("time_in_force"), "post_only": bool(said.get("post_only", False)),
        "reduce_only": said["intent"] == "exit",
    }  # fmt: skip
    price = f" at {arguments['limit_price']}" if limited else " at the market"
    title = f"{WORDS[said['intent']]}: {said['side']} {said['size']} {arguments['symbol']}{price}"
    return proposal(given, ports, title, "trading.place_order", "place_order", arguments)
