"""What agents may ask to have traded, and how such a call is written; nothing here trades, the adapters do."""

from typing import Any, Literal

from greenlight.caller import Caller
from greenlight.declare import Tool, Toolset
from pydantic import BaseModel, ConfigDict, Field

from .tools import Nobody, never

Side = Literal["buy", "sell"]


class PlaceOrderInput(BaseModel):
    """One order on Delta Exchange India, written out in full; nothing of it is rounded or filled in."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Field(description="The exchange account, by its reference (crd_…).")
    symbol: str = Field(description="A perpetual future, such as BTCUSD.")
    side: Side
    size: int = Field(ge=1, description="Whole contracts; what one is worth is the contract's own.")
    order_type: Literal["limit_order", "market_order"]
    limit_price: str | None = Field(
        description="Decimal text, in steps of the contract's tick; null at market."
    )
    time_in_force: Literal["gtc", "ioc"] | None
    post_only: bool
    reduce_only: bool = Field(description="Whether it may only make a position smaller.")


class ClosePositionInput(BaseModel):
    """A market order that only makes a position smaller, by at most `size` contracts."""

    model_config = ConfigDict(extra="forbid")

    credential_ref: str = Field(description="The exchange account, by its reference (crd_…).")
    symbol: str = Field(description="A perpetual future, such as BTCUSD.")
    side: Side = Field(description="Of the closing order: `sell` closes what was bought.")
    size: int = Field(ge=1, description="Whole contracts, at most.")


class OrderOutput(BaseModel):
    """The exchange's own id for the order, and the order in its own words and numbers."""

    status_code: int
    external_id: str
    order: dict[str, Any]


def place_order(caller: Caller, arguments: PlaceOrderInput, port: Nobody) -> OrderOutput:
    """Place one order on Delta Exchange India; a person approves the exact order first."""
    return never(caller, arguments, port)


def close_position(caller: Caller, arguments: ClosePositionInput, port: Nobody) -> OrderOutput:
    """Close a position on Delta Exchange India, or a part of it; a person approves side and size first."""
    return never(caller, arguments, port)


TRADING = Toolset(
    name="trading",
    title="Trading",
    about="exchange orders",
    tools=(
        Tool(place_order, effect="external", verb="place_order"),
        Tool(close_position, effect="external", verb="close_position"),
    ),
)
