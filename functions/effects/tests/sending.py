"""Requests to a receiver that behaves in some way, sent as approved ones are."""

import time
from typing import Any

from functions.effects.adapters.http_request import prepare
from functions.effects.adapters.protocol import Outcome, Prepared
from functions.effects.egress.send import send
from tests.standins.receiver import Behaviour, Receiver, receiving


def ready(receiver: Receiver, path: str = "/x", **arguments: Any) -> Prepared:
    given = {"url": f"{receiver.url}{path}", "method": "POST", "body": "kg=82,5 \N{SNOWMAN}\r\n", **arguments}
    return prepare(given, "k" * 32, receiver.address)


def sent(receiver: Receiver, prepared: Prepared | None = None, seconds: float = 5) -> Outcome:
    wanted = prepared or ready(receiver)
    return send(wanted, deadline=time.time() + seconds, now=time.time, stand_ins=[receiver.address])


def behaving(behaves: Behaviour, seconds: float = 5, **arguments: Any) -> tuple[Outcome, Receiver]:
    with receiving(behaves) as receiver:
        return sent(receiver, ready(receiver, **arguments), seconds), receiver
