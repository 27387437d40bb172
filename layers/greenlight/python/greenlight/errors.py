"""Refusals: answers that say no, worded for whoever asked. Faults are ordinary exceptions and escape.

Refused                 400  the request itself is wrong
├── Unauthenticated     401  nobody we know
├── OverBudget          402  trial or budget is used up
├── Denied              403  a gate said no (`rule` names it)
├── NotFound            404  absent, another user's, another tenant's: the same answer
├── WrongMethod         405  the path is there, the method is not (`allow` names those that are)
├── Conflict            409  somebody else was faster
├── Gone                410  too late
├── Stale               412  `If-Match` names an old revision
├── TooLarge            413  over a size limit
├── Invalid             422  well-formed, but breaks a rule (`problems` point at the fields)
└── TooMany             429  over a rate or quota (`retry_after` seconds)
"""

from collections.abc import Mapping, Sequence
from typing import Any


class Refused(Exception):
    """A request that is answered with no; `problems` are `{pointer, detail}` with JSON pointers into the input."""

    status = 400
    title = "Bad request"

    def __init__(self, detail: str, *, problems: Sequence[Mapping[str, str]] = (), **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.problems = [dict(p) for p in problems]
        self.extra = extra


class Unauthenticated(Refused):
    status, title = 401, "Sign in, please"


class OverBudget(Refused):
    status, title = 402, "Over budget"


class Denied(Refused):
    """Refused by a gate; pass `rule=` so that the caller learns which one."""

    status, title = 403, "Not allowed"


class NotFound(Refused):
    status, title = 404, "Not found"


class WrongMethod(Refused):
    """Pass `allow=`, the methods as HTTP's Allow header has them."""

    status, title = 405, "Method not allowed"


class Conflict(Refused):
    status, title = 409, "Conflict"


class Gone(Refused):
    status, title = 410, "Too late"


class Stale(Refused):
    status, title = 412, "Changed since you read it"


class TooLarge(Refused):
    status, title = 413, "Too large"


class Invalid(Refused):
    status, title = 422, "Invalid input"


class TooMany(Refused):
    """Pass `retry_after=` in seconds."""

    status, title = 429, "Too many requests"
