"""`web.http_call`: one HTTPS request, as approved, byte for byte; a destination that knows no key of ours to ask by."""

import time
from collections.abc import Sequence

from greenlight import aws

from . import http_request
from .protocol import Arguments, Health, Outcome, Prepared, Problem, Secret


class HttpCall:
    """`stand_in` ("127.0.0.1:PORT") is the one place that is reached by plain HTTP; by default the stage's setting."""

    credential = ""

    def __init__(self, stand_in: str | None = None) -> None:
        self._given = stand_in

    def validate(self, arguments: Arguments) -> Sequence[Problem]:
        return http_request.problems(arguments, self._stand_in)

    def prepare(self, arguments: Arguments, key: str) -> Prepared:
        return http_request.prepare(arguments, key, self._stand_in)

    def stage(self, prepared: Prepared, _secret: Secret, _deadline: float, /) -> Prepared | Outcome:
        return prepared

    def authorize(self, prepared: Prepared, _secret: Secret, _now: float, /) -> Prepared:
        return prepared

    def send(self, prepared: Prepared, deadline: float) -> Outcome:
        from functions.effects.egress.send import send

        return send(prepared, deadline=deadline, stand_ins=(self._stand_in,), now=time.time)

    def reconcile(self, _prepared: Prepared, _secret: Secret, _deadline: float, /) -> Outcome | None:
        """None: whoever runs that server may know an Idempotency-Key, but HTTP has no way to ask for one."""
        return None

    def probe(self, _secret: Secret, _deadline: float, /) -> Health:
        return Health("unknown", "A web request has no credential.")

    @property
    def _stand_in(self) -> str:
        return aws.setting("HTTP_CALL_LOOPBACK", "") if self._given is None else self._given
