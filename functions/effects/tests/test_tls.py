"""TLS to a pinned address: the name that was asked for is proved, or nothing is written."""

import time
from pathlib import Path

import pytest

from functions.effects.adapters.http_request import prepare
from functions.effects.adapters.protocol import Outcome, Prepared
from functions.effects.egress.places import Place
from functions.effects.egress.send import exchange
from functions.effects.egress.wire import Wire

from .certificates import Secure, secure_server

NAME = "api.example.com"


def sent(server: Secure, *, trusted: bool = True) -> tuple[Outcome, bytes]:
    written = prepare({"url": f"https://{NAME}/x", "method": "POST", "body": "secret"}, "k", "")
    there = Prepared(
        written.method, f"https://{NAME}:{server.port}/x", written.headers, written.body, written.target,
        written.exact,
    )  # fmt: skip
    wire = Wire(written.exact.encode(), time.time() + 5, time.time)
    place = Place("127.0.0.1", stand_in=True)
    verify = str(server.authority) if trusted else True
    return exchange(there, place, wire, verify=verify), written.exact.encode()


def test_the_address_is_pinned_and_the_name_is_still_what_is_asked_for_and_proved(tmp_path: Path) -> None:
    with secure_server(tmp_path, NAME) as server:
        outcome, exact = sent(server)
    assert outcome.status == "confirmed"
    assert (server.got, server.asked_for) == ([exact], [NAME])


@pytest.mark.parametrize(("certified", "trusted"), [("other.example.com", True), (NAME, False)])
def test_a_certificate_that_proves_nothing_gets_nothing(
    tmp_path: Path, certified: str, trusted: bool
) -> None:
    with secure_server(tmp_path, certified) as server:
        outcome, _ = sent(server, trusted=trusted)
    assert outcome.status == "not_sent"
    assert "secure connection" in outcome.detail
    assert server.got == []
