"""From what the exchange said of an order to what is certain about it (facts §1.4).

Only a code that the exchange documents as a refusal of the order counts as one. Anything else, a 5xx or a code that
nobody described (a repeated `client_order_id` has none), is unknown, and is then looked up under our own id.
"""

from collections.abc import Mapping
from typing import Any

from functions.effects.adapters.protocol import Health, Outcome

from .answers import Answer, folded

REFUSED: Mapping[str, str] = {folded(code): words for code, words in {
    "insufficient_margin": "there is not enough margin for it",
    "order_size_exceed_available": "the book does not hold enough to fill it",
    "risk_limits_breached": "it goes beyond the exchange's risk limits",
    "invalid_contract": "there is no such contract, or it has expired",
    "immediate_liquidation": "it would be liquidated at once",
    "out_of_bankruptcy": "its price is beyond the position's bankruptcy price",
    "self_matching_disrupted_post_only": "it would match another order of the same account during an auction",
    "immediate_execution_post_only": "it is post-only and would have been filled at once",
    "bad_schema": "the exchange does not take an order of this form",
}.items()}  # fmt: skip
CREDENTIAL: Mapping[str, str] = {folded(code): words for code, words in {
    "invalid_api_key": "the exchange does not know this key",
    "UnauthorizedApiAccess": "this key may not do that; it needs the permission to trade",
    "Signature Mismatch": "the secret does not belong to this key",
    "invalid_signature": "the secret does not belong to this key",
    "ip_not_whitelisted_for_api_key": "our address is not on this key's allow-list",
}.items()}  # fmt: skip
EXPIRED = folded("SignatureExpired")
ORDER = (
    "id", "client_order_id", "product_id", "product_symbol", "side", "size", "unfilled_size", "order_type",
    "limit_price", "average_fill_price", "reduce_only", "time_in_force", "state", "created_at", "cancellation_reason",
)  # fmt: skip


def of_order(answer: Answer, key: str) -> Outcome:
    """What became of `POST /v2/orders` with this `client_order_id`."""
    if not answer.status:
        return answer.outcome
    if answer.good and is_ours(answer.result, key):
        return taken(answer, answer.result)
    if turned_away := at_the_door(answer):
        return turned_away
    if answer.code in REFUSED and 400 <= answer.status < 500:
        detail = f"The exchange refused it: {REFUSED[answer.code]} ({answer.said})."
        return Outcome("failed", {"status_code": answer.status, "code": answer.said}, detail)
    what = f"{answer.status} {answer.said}".strip()
    return Outcome(
        "unknown", detail=f"The exchange answered {what}, which does not say whether it has the order."
    )


def at_the_door(answer: Answer) -> Outcome | None:
    """Turned away before anybody looked at the order: surely nothing was done."""
    result = {"status_code": answer.status} | ({"code": answer.said} if answer.said else {})
    if answer.status == 429:
        result |= {"retry_after": answer.retry_after}
        detail = f"Nothing was done: the exchange's rate limit is used up for {answer.retry_after} s."
        return Outcome("not_sent", result, detail)
    if answer.code in CREDENTIAL and answer.status in (400, 401, 403):
        return Outcome("not_sent", result, f"Nothing was done: {credential_words(answer)}.", refused=True)
    if answer.code == EXPIRED and answer.status in (400, 401):
        return Outcome(
            "not_sent", result, "Nothing was done: it reached the exchange too late, or a clock is wrong."
        )
    if answer.status == 403:
        return Outcome("not_sent", result, "Nothing was done: the exchange's network blocked the request.")
    return None


def credential_words(answer: Answer) -> str:
    seen = f"; it saw {answer.seen_address}" if answer.seen_address else ""
    return CREDENTIAL[answer.code] + seen


def taken(answer: Answer, order: Mapping[str, Any]) -> Outcome:
    """The exchange has the order; `result` tells it in the exchange's own numbers."""
    told = {name: order[name] for name in ORDER if order.get(name) is not None}
    result = {"status_code": answer.status, "external_id": str(order["id"]), "order": told}
    return Outcome("confirmed", result, _filled(order))


def is_ours(order: Any, key: str) -> bool:
    return isinstance(order, Mapping) and order.get("client_order_id") == key and order.get("id") is not None


def health(answer: Answer) -> Health:
    """Of the answer to a look with a credential."""
    if answer.good:
        return Health("connected", "The exchange knows this key.")
    if answer.code in CREDENTIAL:
        return Health("needs_reconnect", f"{credential_words(answer).capitalize()}.")
    if not answer.status:
        return Health("unknown", "The exchange could not be asked.")
    return Health("unknown", f"The exchange answered {answer.status} {answer.said}".rstrip() + ".")


def _filled(order: Mapping[str, Any]) -> str:
    size, left, state = order.get("size"), order.get("unfilled_size"), order.get("state")
    if not isinstance(size, int) or not isinstance(left, int):
        return "The exchange has the order."
    rest = {"open": "the rest stands in the book", "pending": "the rest waits"}.get(
        str(state), "the rest was cancelled"
    )
    return f"Filled {size - left} of {size}" + (f"; {rest}." if left else ".")
