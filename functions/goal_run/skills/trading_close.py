"""The reminder to close a position: a proposal with its side and the most it may close, at the time of the goal."""

from collections.abc import Sequence

from functions.goal_run.given import Given
from functions.goal_run.ports import Ports
from functions.goal_run.proposal import Proposal

from .trading_plan import proposal, symbol


def draft(given: Given, _item: str, ports: Ports) -> Sequence[Proposal]:
    """Whether there is such a position is read when it is closed, not now. Raises NoAnswer."""
    said = given.settings
    arguments = {"symbol": symbol(given), "side": said["side"], "size": said["size"]}
    title = f"Close: {said['side']} {said['size']} {arguments['symbol']} at most"
    return proposal(given, ports, title, "trading.close_position", "close_position", arguments)
