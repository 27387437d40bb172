"""Asking the exchange, one look at a time: each GET is signed anew, just before it leaves."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from functions.effects.adapters.protocol import Secret

from .answers import Answer, read
from .request import written
from .signature import signed


@dataclass(frozen=True, slots=True)
class Line:
    """`base` is scheme and host; `now` the clock of deadlines and signatures; `stand_ins` the loopback places."""

    base: str
    stand_ins: Collection[str]
    now: Callable[[], float]

    def look(self, target: str, deadline: float, secret: Secret | None = None) -> Answer:
        """A GET; public without a secret. Raises Denied."""
        from functions.effects.egress.send import send

        request = written(self.base, "GET", target, credential_ref="crd_look" if secret else "")
        if secret:
            request = signed(request, secret, self.now())
        return read(send(request, deadline=deadline, now=self.now, stand_ins=self.stand_ins))
