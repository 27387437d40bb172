"""`trading.place_order` and `trading.close_position`: one signed POST each, under a `client_order_id` of ours."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace

from greenlight.errors import Invalid

from functions.effects.adapters import base_urls
from functions.effects.adapters.protocol import Arguments, Health, Outcome, Prepared, Problem, Secret

from . import checks, orders
from .answers import read
from .line import Line
from .lookup import looked_up
from .market import PROVIDER
from .request import written
from .signature import signed
from .verdicts import health, of_order

ORDERS, SETTING = "/v2/orders", "DELTA_BASE_URL"


class _Order(ABC):
    """What both have in common. `base` is by default the stage's setting, `now` the clock of the wire."""

    credential = PROVIDER

    def __init__(self, base: str | None = None, now: Callable[[], float] = time.time) -> None:
        self._given, self._now = base, now

    @property
    def line(self) -> Line:
        base = base_urls.base(SETTING) if self._given is None else base_urls.of(self._given)
        return Line(base.url, base.stand_ins, self._now)

    @abstractmethod
    def validate(self, arguments: Arguments) -> Sequence[Problem]: ...

    @abstractmethod
    def body(self, arguments: Arguments, key: str) -> bytes: ...

    def prepare(self, arguments: Arguments, key: str) -> Prepared:
        if problems := self.validate(arguments):
            first = f"{problems[0]['pointer']} {problems[0]['detail']}"
            raise Invalid(f"This cannot be sent: {first}.", problems=problems)
        body = self.body(arguments, key)
        return written(self.line.base, "POST", ORDERS, body, credential_ref=arguments["credential_ref"])

    def stage(self, prepared: Prepared, secret: Secret, deadline: float) -> Prepared | Outcome:
        order = orders.asked(prepared.body)
        found = checks.contract(self.line, order, secret, deadline)
        if isinstance(found, Outcome):
            return found
        return replace(prepared, staged=checks.noted(self._now(), found, secret))

    def authorize(self, prepared: Prepared, secret: Secret, now: float) -> Prepared:
        return signed(prepared, secret, now)

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        from functions.effects.egress.send import send

        line = self.line
        answer = read(send(prepared, deadline=deadline, now=line.now, stand_ins=line.stand_ins))
        return of_order(answer, orders.key_of(prepared.body))

    def reconcile(self, prepared: Prepared, secret: Secret, deadline: float, /) -> Outcome | None:
        return looked_up(self.line, prepared, secret, deadline)

    def probe(self, secret: Secret, deadline: float) -> Health:
        return health(self.line.look("/v2/profile", deadline, secret))


class PlaceOrder(_Order):
    """One order as it was approved, if the contract still takes it as it is."""

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        return orders.place_problems(arguments)

    def body(self, arguments: Arguments, key: str) -> bytes:
        return orders.placed(arguments, key)


class ClosePosition(_Order):
    """The opposite order of a position: of the approved side and at most the approved size, and reducing only.

    Should the position be smaller by then, the exchange closes what there is: a reducing order never turns it round.
    """

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        return orders.close_problems(arguments)

    def body(self, arguments: Arguments, key: str) -> bytes:
        return orders.closing(arguments, key)

    def stage(self, prepared: Prepared, secret: Secret, deadline: float) -> Prepared | Outcome:
        order = orders.asked(prepared.body)
        found = checks.contract(self.line, order, secret, deadline)
        if isinstance(found, Outcome):
            return found
        stopped = checks.position(self.line, found, order, secret, deadline)
        return stopped or replace(prepared, staged=checks.noted(self._now(), found, secret))
