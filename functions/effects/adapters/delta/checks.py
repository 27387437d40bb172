"""The last look before an order leaves: the contract as it is now, the credential's limits, the position to close."""

import json

from greenlight.errors import Invalid
from greenlight.trading import notional, orders
from greenlight.trading.product import Product, product

from functions.effects.adapters.protocol import Arguments, Outcome, Problem, Secret

from .line import Line
from .market import Unanswered, described, mark_price
from .signature import mark
from .verdicts import at_the_door

OPPOSITE = {"buy": "sell", "sell": "buy"}


def contract(line: Line, order: Arguments, secret: Secret, deadline: float) -> Product | Outcome:
    """The contract if it takes this order today, and the credential's limits do."""
    try:
        found = product(described(line, order["symbol"], deadline))
        problems = orders.problems(order, found) or _beyond(line, order, found, secret, deadline)
    except Unanswered as unanswered:
        return _stopped(f"{unanswered}, so the contract could not be checked")
    except Invalid as invalid:
        return _stopped(invalid.detail.rstrip("."))
    if problems:
        first = problems[0]
        return _stopped(f"{first['pointer'].lstrip('/')} {first['detail']}")
    return found


def position(line: Line, found: Product, order: Arguments, secret: Secret, deadline: float) -> Outcome | None:
    """None where there is a position that this order makes smaller; a long one is closed by a sale."""
    answer = line.look(f"/v2/positions?product_id={found.id}", deadline, secret)
    if turned_away := at_the_door(answer):
        return turned_away
    held = answer.result.get("size") if answer.good and isinstance(answer.result, dict) else None
    if not isinstance(held, int) or isinstance(held, bool):
        return _stopped("the exchange does not tell the position at the moment")
    if held == 0:
        return _stopped("there is no position to close any more")
    side = "buy" if held > 0 else "sell"
    if order["side"] != OPPOSITE[side]:
        return _stopped(
            f"the position is {'long' if held > 0 else 'short'} now, and this would make it larger"
        )
    return None


def noted(now: float, found: Product, secret: Secret) -> str:
    """What a later look-up needs: when this was about to be sent, by which key, and for which contract."""
    note = {"at": int(now), "product_id": found.id, "key": mark(secret)}
    return json.dumps(note, separators=(",", ":"))


def _beyond(line: Line, order: Arguments, found: Product, secret: Secret, deadline: float) -> list[Problem]:
    """Over the limits of the credential or the agent, where it has any; a close makes a risk smaller, and has none."""
    if "order_type" not in order:
        return []
    units, rupees = _limit(secret, "max_units_per_order"), _limit(secret, "max_notional_inr")
    coins, coin = secret.get("allowed_coins"), found.symbol.removesuffix("USD")
    if coins is not None and coin not in coins.split() and not order["reduce_only"]:
        return [{"pointer": "/symbol", "detail": f"is of {coin}, which this agent may not trade"}]
    if units is not None and order["size"] > units:
        return [{"pointer": "/size", "detail": f"is over the limit of {units} contracts"}]
    if rupees is None:
        return []
    price = notional.price_of(order, mark_price(line, found.symbol, deadline))
    worth = notional.notional_inr(order["size"], found, price, notional.NEWEST)
    return list(notional.over(worth, rupees, notional.NEWEST))


def _limit(secret: Secret, name: str) -> int | None:
    value = secret.get(name)
    return int(value) if value else None


def _stopped(why: str) -> Outcome:
    return Outcome("not_sent", detail=f"Nothing was sent: {why}.")
