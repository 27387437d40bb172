"""What became of an order that may have arrived: asked by our own id, then in the account's history. Read-only."""

import json
from urllib.parse import quote

from functions.effects.adapters.protocol import Outcome, Prepared, Secret

from .answers import Answer
from .line import Line
from .orders import key_of
from .signature import mark
from .verdicts import is_ours, taken

# From the last look before it was sent: an invocation's 30 s, the signature's 5 s, and a wide margin for two clocks.
# After that the exchange takes the request no more, should it still be on its way.
SETTLED_AFTER = 60
SLACK = 120  # seconds that the history is read from before it, for a clock that differs
PAGE, MOST_PAGES = 20, 5
ABSENT = frozenset({"openordernotfound", "ordernotfound", "notfound"})


def looked_up(line: Line, prepared: Prepared, secret: Secret, deadline: float) -> Outcome | None:
    """None for a person to look: nobody wrote down when it left, or it is not there, but by another key than its own,
    which may be another account's. Raises Denied."""
    key, staged = key_of(prepared.body), json.loads(prepared.staged or "{}")
    answer = line.look(f"/v2/orders/client_order_id/{key}", deadline, secret)
    if answer.good and is_ours(answer.result, key):
        return _same(taken(answer, answer.result), prepared)
    if not staged:
        return None
    if not _is_absent(answer):
        return _later(answer)
    return _in_history(line, prepared, secret, deadline)


def _in_history(line: Line, prepared: Prepared, secret: Secret, deadline: float) -> Outcome | None:
    """An order that is closed or cancelled already may be found here alone (facts §8)."""
    key, staged = key_of(prepared.body), json.loads(prepared.staged)
    begin = (staged["at"] - SLACK) * 1_000_000  # the exchange counts microseconds
    asked = f"/v2/orders/history?product_ids={staged['product_id']}&start_time={begin}&page_size={PAGE}"
    after = ""
    for _ in range(MOST_PAGES):
        answer = line.look(asked + (f"&after={quote(after, safe='')}" if after else ""), deadline, secret)
        if not answer.good or not isinstance(answer.result, list):
            return _later(answer)
        for order in answer.result:
            if is_ours(order, key):
                return _same(taken(answer, order), prepared)
        after = answer.after
        if not after and staged.get("key") != mark(secret):
            return None
        if not after:
            return _nowhere(line.now(), staged["at"], key)
    return Outcome("unknown", detail="The account's history is too long to be read to its end.")


def _nowhere(now: float, at: int, key: str) -> Outcome:
    if now < at + SETTLED_AFTER:
        return Outcome(
            "unknown", detail="The exchange does not have the order yet; it is asked again in a minute."
        )
    detail = (
        f"The exchange has no order under our id {key}, and takes this request no more: nothing was done."
    )
    return Outcome("failed", {"client_order_id": key}, detail)


def _is_absent(answer: Answer) -> bool:
    return answer.is_json and (answer.status == 404 or answer.code in ABSENT) and not answer.success


def _same(found: Outcome, prepared: Prepared) -> Outcome | None:
    """None where the order under our id is another one than we wrote: that is for a person."""
    asked, order = json.loads(prepared.body), (found.result or {})["order"]
    alike = all(order.get(name) in (asked[name], None) for name in ("product_symbol", "side", "size"))
    return found if alike else None


def _later(answer: Answer) -> Outcome:
    what = f"{answer.status} {answer.said}".strip() if answer.status else "nothing"
    return Outcome("unknown", detail=f"Asked about the order, the exchange answered {what}.")
