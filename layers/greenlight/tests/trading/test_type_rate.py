"""The rate that the shipped trading type names is the one that we know under that version."""

import json
from pathlib import Path

from greenlight.trading.notional import NEWEST, rate_of

SHIPPED = (
    Path(__file__).parents[4] / "functions" / "agent_types" / "shipped" / "trading.delta_futures.v1.json"
)


def test_the_shipped_type_and_the_send_go_by_one_rate() -> None:
    defaults = json.loads(SHIPPED.read_text())["enforcement_defaults"]
    assert rate_of(defaults["fx"]) == NEWEST
