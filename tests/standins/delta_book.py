"""What the exchange's stand-in trades: contracts, orders under their owner's ids, and one account's positions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Order = dict[str, Any]
CONTRACTS = (("BTCUSD", 27, "0.001", "0.5", "BTC"), ("ETHUSD", 3136, "0.01", "0.05", "ETH"))


def contract(symbol: str, number: int, value: str, tick: str, coin: str) -> dict[str, Any]:
    """As `GET /v2/products/{symbol}` has it, with what clients read of it."""
    asset = {
        "id": 14,
        "symbol": "USD",
        "precision": 8,
        "deposit_status": "enabled",
        "withdrawal_status": "enabled",
    }
    return {
        "id": number, "symbol": symbol, "description": f"{coin} perpetual", "contract_type": "perpetual_futures",
        "contract_value": value, "contract_unit_currency": coin, "notional_type": "vanilla", "tick_size": tick,
        "state": "live", "trading_status": "operational", "position_size_limit": 229167, "impact_size": 10000,
        "price_band": "2.5", "taker_commission_rate": "0.0005", "maker_commission_rate": "0.0002",
        "settlement_time": None, "strike_price": None, "is_quanto": False, "initial_margin": "0.5",
        "maintenance_margin": "0.25", "created_at": "2023-12-18T13:10:39Z",
        "product_specs": {"only_reduce_only_orders_allowed": False},
        "underlying_asset": {**asset, "id": 13, "symbol": coin}, "quoting_asset": asset, "settling_asset": asset,
    }  # fmt: skip


@dataclass
class Book:
    """`marks` are mark prices; `positions` signed contracts by symbol; `partly` fills the next order by half only."""

    contracts: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {one[0]: contract(*one) for one in CONTRACTS}
    )
    marks: dict[str, str] = field(default_factory=lambda: {"BTCUSD": "60000.00", "ETHUSD": "3000.00"})
    positions: dict[str, int] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    partly: bool = False

    def by_number(self, number: int) -> dict[str, Any] | None:
        return next((one for one in self.contracts.values() if one["id"] == number), None)

    def by_client_id(self, key: str) -> Order | None:
        return next((one for one in self.orders if one["client_order_id"] == key), None)

    def placed(self, asked: Mapping[str, Any], at: float) -> Order:
        """Filled as far as the mark price lets it, by half when `partly`; a limit that it does not reach stays."""
        symbol = str(asked["product_symbol"])
        size, filled = int(asked["size"]), self._fill(asked)
        resting = asked["order_type"] == "limit_order" and asked.get("time_in_force", "gtc") == "gtc"
        done = filled == size
        order = {
            "id": 1001 + len(self.orders), "user_id": 453671, "size": size, "unfilled_size": size - filled,
            "side": asked["side"], "order_type": asked["order_type"], "limit_price": asked.get("limit_price"),
            "reduce_only": asked.get("reduce_only", "false") == "true", "client_order_id": asked["client_order_id"],
            "state": "closed" if done else "open" if resting else "cancelled",
            "average_fill_price": self.marks[symbol] if filled else None,
            "created_at": str(int(at * 1_000_000)), "product_id": self.contracts[symbol]["id"],
            "product_symbol": symbol,
        }  # fmt: skip
        self.orders.append(order)
        self.positions[symbol] = self.held(symbol) + (filled if asked["side"] == "buy" else -filled)
        return order

    def held(self, symbol: str) -> int:
        return self.positions.get(symbol, 0)

    def crosses(self, asked: Mapping[str, Any]) -> bool:
        """Whether the mark price reaches it at once."""
        if asked["order_type"] == "market_order":
            return True
        limit, mark = Decimal(asked["limit_price"]), Decimal(self.marks[str(asked["product_symbol"])])
        return limit >= mark if asked["side"] == "buy" else limit <= mark

    def closable(self, asked: Mapping[str, Any]) -> int:
        """How much of the position this side would close."""
        held = self.held(str(asked["product_symbol"]))
        return max(0, held if asked["side"] == "sell" else -held)

    def _fill(self, asked: Mapping[str, Any]) -> int:
        if not self.crosses(asked):
            return 0
        size = int(asked["size"])
        if asked.get("reduce_only") == "true":
            size = min(size, self.closable(asked))
        if self.partly:
            self.partly, size = False, size // 2
        return size
