"""Approved orders on the exchange's stand-in, carried out by the real code with the real adapters."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from greenlight.approvals.digests import action_digest
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.errors import Denied
from greenlight.keys import new_id

from functions.effects.adapters.delta.adapter import ClosePosition, PlaceOrder
from functions.effects.adapters.protocol import Adapter, Secret
from functions.effects.effect import Effect
from functions.effects.execute import execute
from functions.effects.ports import Ports
from functions.effects.preview import preview
from functions.effects.reconcile import sweep_one
from functions.effects.store import Ledger, due
from functions.effects.tests.approved import OWNER, TENANT
from tests.standins.delta_exchange import KEY, SECRET, DeltaExchange

REF, PLACE, CLOSE = "crd_01exchange", "trading.place_order", "trading.close_position"
ORDER = {
    "credential_ref": REF, "symbol": "BTCUSD", "side": "buy", "size": 3, "order_type": "limit_order",
    "limit_price": "60000.5", "time_in_force": "gtc", "post_only": False, "reduce_only": False,
}  # fmt: skip
MARKET = ORDER | {"order_type": "market_order", "limit_price": None, "time_in_force": None}
RESTING = ORDER | {"limit_price": "59000"}
CLOSING = {"credential_ref": REF, "symbol": "BTCUSD", "side": "sell", "size": 3}


@dataclass
class Safe:
    """A vault of one credential; `told` is why the exchange no longer took it."""

    secret: dict[str, str] = field(default_factory=lambda: {"api_key": KEY, "api_secret": SECRET})
    told: list[str] = field(default_factory=list)

    def open(self, record: Record, provider: str, /) -> Secret:
        if provider != "delta_exchange_india" or record.arguments["credential_ref"] != REF:
            raise Denied("There is no such credential.", rule="credential")
        return self.secret

    def refused(self, _record: Record, detail: str, /) -> None:
        self.told.append(detail)


@dataclass
class Trades:
    """One tenant's trades. `ahead` is by how much our clock, and the exchange's with it, is before the machine's."""

    exchange: DeltaExchange
    ahead: float = 0
    safe: Safe = field(default_factory=Safe)
    adapters: dict[str, Adapter] = field(init=False)

    def __post_init__(self) -> None:
        self.exchange.now = self
        self.adapters = {
            PLACE: PlaceOrder(self.exchange.url, self),
            CLOSE: ClosePosition(self.exchange.url, self),
        }

    def __call__(self) -> float:
        return time.time() + self.ahead

    def approve(self, tool: str = PLACE, arguments: Mapping[str, Any] = ORDER, **changes: Any) -> Record:
        """A person said yes to exactly this."""
        approval_id, mode = new_id("apr"), changes.get("mode", "live")
        shown = preview({"tool": tool, "arguments": arguments, "approval_id": approval_id}, self.adapters)
        bound = {
            "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach", "tool": tool, "target": shown["target"],
            "mode": mode,
        }  # fmt: skip
        fields = {
            "approval_id": approval_id, "tenant_id": TENANT, "user_id": OWNER, "agent_id": "agt_coach",
            "kind": "tool_call", "thread_id": "thr_1", "run_id": "run_1", "leg": 1, "call_id": "call_1",
            "correlation_id": "cor_1", "tool": tool, "effect": "external", "verb": tool.partition(".")[2],
            "arguments": dict(arguments), "bound": bound, "digest": action_digest(bound, arguments),
            "exact": shown["exact"], "exact_sha256": shown["exact_sha256"], "target": shown["target"], "mode": mode,
            "status": "approved", "expires_at": int(self()) + 3600, "remind_at": 0, "escalate_at": 0,
            "assignees": [OWNER], "policy": {},
        }  # fmt: skip
        return Approvals(TENANT, self).ask(fields | changes)

    def ports(self, by: str = "one") -> Ports:
        return Ports(Ledger(TENANT, self), self.adapters, self, by, self.safe)

    def execute(self, record: Record, by: str = "one", **more: Any) -> Effect:
        return execute(record.approval_id, replace(self.ports(by), **more))

    def trade(self, arguments: Mapping[str, Any] = ORDER, tool: str = PLACE) -> Effect:
        return self.execute(self.approve(tool, arguments))

    def look_again(self, record: Record, seconds: float = 90) -> Effect | None:
        """As the sweep some time later does; None where nothing is due."""
        self.ahead += seconds
        for tenant_id, approval_id, attempt in due(self()):
            effect = Ledger(tenant_id, self).one(approval_id, attempt)
            if approval_id == record.approval_id and effect:
                sweep_one(effect, self.ports("sweep"))
                return Ledger(tenant_id, self).one(approval_id, attempt)
        return None

    @property
    def orders_sent(self) -> list[bytes]:
        """The orders that reached the exchange, whatever it said, to the byte."""
        return [call.raw for call in self.exchange.changing]
