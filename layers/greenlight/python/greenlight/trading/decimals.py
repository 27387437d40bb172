"""Decimal texts read as they are written; a float is never taken, since it has been rounded already."""

import re
from decimal import Decimal, localcontext
from typing import Any

PLAIN = re.compile(r"(?:0|[1-9]\d{0,23})(?:\.\d{1,24})?\Z", re.ASCII)
DIGITS = 200  # more than the products of any four of these have, so that nothing is ever rounded


def exact(value: Any) -> Decimal:
    """Of an int, or of a plain decimal text (no sign, no exponent). Raises ValueError."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and PLAIN.match(value):
        return Decimal(value)
    raise ValueError("not a plain decimal")


def times(*factors: Decimal) -> Decimal:
    """Their product, to the last digit."""
    with localcontext(prec=DIGITS):
        found = Decimal(1)
        for factor in factors:
            found *= factor
        return found


def plain(value: Decimal) -> str:
    """As a person writes it: no exponent, no zeros at the end of a fraction."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_multiple(value: Decimal, step: Decimal) -> bool:
    with localcontext(prec=DIGITS):
        return value % step == 0


def around(value: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
    """The multiples of the step next below and next above."""
    with localcontext(prec=DIGITS):
        below = value - value % step
        return below, below + step
