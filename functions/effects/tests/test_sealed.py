"""A secret header: nobody reads it, it leaves in its own line alone, and all else leaves as it was approved."""

import time
from dataclasses import replace

import pytest

from functions.effects.adapters import base_urls
from functions.effects.adapters.http_request import prepare
from functions.effects.adapters.protocol import Prepared
from functions.effects.adapters.sealed import is_sealed, sealed
from functions.effects.adapters.written import filled, write
from functions.effects.egress.send import send
from functions.effects.egress.unsealed import unsealed
from functions.effects.egress.wire import NotExact
from tests.standins.receiver import Receiver


def request(receiver: Receiver) -> Prepared:
    headers = (("Authorization", sealed("crd_1")), ("X-Plain", "as it is"))
    return write("POST", f"{receiver.url}/x", headers, b"body")


def sent(receiver: Receiver, prepared: Prepared) -> str:
    outcome = send(prepared, deadline=time.time() + 5, now=time.time, stand_ins=[receiver.address])
    return outcome.status


def test_the_value_leaves_in_its_line_and_nowhere_else(receiver: Receiver) -> None:
    ready = request(receiver)
    assert sent(receiver, filled(ready, authorization="Bearer abc")) == "confirmed"
    (got,) = receiver.requests
    assert got.raw.decode().replace("Bearer abc", sealed("crd_1")) == ready.exact
    assert ready.exact.count(sealed("crd_1")) == 1


def test_what_was_not_filled_does_not_leave(receiver: Receiver) -> None:
    assert sent(receiver, request(receiver)) == "not_sent"
    assert receiver.requests == []


@pytest.mark.parametrize(
    "value", ["", "a\r\nX-Evil: 1", "a\nb", "a\r\n\r\nGET / HTTP/1.1", "ä", " a", "a ", "\x00", "a\x7f"]
)
def test_a_value_that_is_no_single_line_does_not_leave(receiver: Receiver, value: str) -> None:
    assert sent(receiver, filled(request(receiver), authorization=value)) == "not_sent"
    assert receiver.requests == []


def test_only_a_sealed_header_is_filled(receiver: Receiver) -> None:
    ready = filled(request(receiver), x_plain="something else", authorization="Bearer abc")
    assert dict(ready.headers)["X-Plain"] == "as it is"


def test_whatever_was_changed_since_it_was_approved_does_not_leave(receiver: Receiver) -> None:
    ready = filled(request(receiver), authorization="Bearer abc")
    changed = tuple((name, "changed" if name == "X-Plain" else value) for name, value in ready.headers)
    assert sent(receiver, replace(ready, headers=changed)) == "not_sent"
    assert sent(receiver, replace(ready, body=b"bodY")) == "not_sent"
    assert sent(receiver, replace(ready, method="PUT")) == "not_sent"
    assert sent(receiver, replace(ready, url=f"{ready.url}y")) == "not_sent"
    assert receiver.requests == []


def test_a_header_that_claims_to_be_sealed_and_is_shown_plainly_does_not_leave(receiver: Receiver) -> None:
    ready = replace(request(receiver), sealed=("Authorization", "X-Plain"))
    with pytest.raises(NotExact):
        unsealed(filled(ready, authorization="Bearer abc", x_plain="new"))
    with pytest.raises(NotExact):
        unsealed(replace(filled(request(receiver), authorization="a"), sealed=("Authorization", "X-Absent")))


def test_a_body_that_looks_like_a_sealed_line_stays_as_it_is(receiver: Receiver) -> None:
    body = f"Authorization: {sealed('crd_1')}\r\n".encode()
    ready = write("POST", f"{receiver.url}/x", (("Authorization", sealed("crd_1")),), body)
    assert unsealed(filled(ready, authorization="Bearer abc")).endswith(b"\r\n\r\n" + body)


def test_a_caller_of_http_call_cannot_write_a_sealed_header() -> None:
    arguments = {"url": "https://api.example.com/", "method": "POST", "headers": {"X-Key": sealed("crd_1")}}
    with pytest.raises(Exception, match="plain ASCII"):
        prepare(arguments, "k", "")
    assert is_sealed(sealed("crd_1"))


@pytest.mark.parametrize("url", ["http://api.x.com", "http://10.0.0.1:80", "http://localhost:8609", "http://127.0.0.1",
                                 "https://127.0.0.1", "https://api.x.com:8443"])  # fmt: skip
def test_a_provider_is_reached_by_https_or_is_a_stand_in_of_this_machine(url: str) -> None:
    with pytest.raises(ValueError, match="no address of a provider"):
        base_urls.of(url)


def test_a_stand_in_is_told_by_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X_BASE_URL", "http://127.0.0.1:8609/")
    assert base_urls.base("X_BASE_URL") == base_urls.Base("http://127.0.0.1:8609", ("127.0.0.1:8609",))
    monkeypatch.setenv("X_BASE_URL", "")
    assert base_urls.base("X_BASE_URL") == base_urls.Base("https://api.x.com")
