"""Neither key nor secret nor signature is kept anywhere: not in the effect, not in a table, not in what is said."""

import json

import pytest
from greenlight import aws

from tests.standins.delta_exchange import KEY, SECRET

from .trades import Trades


@pytest.mark.parametrize("fault", ["", "accept_then_drop", "rate_limit", "drop"])
def test_what_is_stored_of_a_trade_holds_nothing_of_its_credential(trades: Trades, fault: str) -> None:
    trades.exchange.faults = [fault]
    effect = trades.trade()
    (order,) = trades.exchange.changing
    client = aws.client("dynamodb")
    stored = "".join(
        json.dumps(client.scan(TableName=aws.table_name(name))["Items"], default=str)
        for name in ("Approvals", "Ledger")
    )
    assert effect.approval_id in stored
    for hidden in (KEY, SECRET, order.headers["signature"]):
        assert hidden not in stored + repr(effect)
