"""On the wire: byte for byte what was approved, once; and an honest word on what became of it."""

import json
import socket
import threading
import time
import urllib.request
from typing import Any

import pytest

from functions.effects.adapters.http_request import prepare
from functions.effects.adapters.protocol import Prepared
from functions.effects.egress.places import Place
from functions.effects.egress.send import exchange, send
from functions.effects.egress.wire import Wire
from tests.standins import behaviours as outside
from tests.standins.receiver import Behaviour, Receiver, receiving

from .sending import behaving, ready, sent


@pytest.mark.parametrize(
    "arguments",
    [
        {}, {"method": "GET", "body": None}, {"method": "HEAD", "body": None}, {"method": "DELETE", "body": None},
        {"method": "PUT", "body": None}, {"method": "PATCH"}, {"body": "x" * 200_000}, {"body": "\x00\x1f\r\n\r\n"},
        {"headers": {"content-type": "text/plain", "Accept": "*/*", "x-MiXeD": " spaced  out\t"}},
        {"path": "//a/../b/%c3%bc?q=ä&%7E=~&c[]=1"},
    ],
)  # fmt: skip
def test_what_arrives_is_what_was_shown_byte_for_byte(receiver: Receiver, arguments: dict[str, Any]) -> None:
    prepared = ready(receiver, **arguments)
    assert sent(receiver, prepared).status == "confirmed"
    assert [request.raw for request in receiver.requests] == [prepared.exact.encode()]


@pytest.mark.parametrize(
    "status",
    ["200 OK", "201 Created", "204 No Content", "404 Not Found", "409 Conflict", "500 Broken", "503 Busy"],
)
def test_any_whole_answer_means_that_it_arrived(status: str) -> None:
    outcome, receiver = behaving(outside.answers(b"" if status.startswith("204") else b"{}", status))
    assert outcome.status == "confirmed"
    assert outcome.result is not None
    assert outcome.result["status_code"] == int(status[:3])
    assert len(receiver.requests) == 1


@pytest.mark.parametrize(
    ("behaves", "words"),
    [
        (outside.drops, "may have arrived: the connection broke off"),
        (outside.says(b""), "may have arrived: the connection broke off"),
        (outside.says(b"\x00\x01 not http at all\r\n\r\n"), "may have arrived"),
        (outside.says(b"HTTP/1.1 200 OK\r\nContent-Le"), "may have arrived|answered 200"),
        (outside.says(b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 70_000 + b"\r\n\r\n"), "may have arrived"),
        (outside.says(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 200 + b"\r\n"), "may have arrived"),
        (outside.answers(b'{"half"', "201 Created", size=100), "answered 201, then the answer broke off"),
        (outside.says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), "answered 200, then"),
        (outside.says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "answered 200, then"),
        (outside.says(b"HTTP/1.1 103 Early Hints\r\n\r\n"), "no final answer|may have arrived"),
        (outside.says(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), "no final answer"),
    ],
)  # fmt: skip
def test_whatever_breaks_off_after_the_first_byte_is_unknown_and_not_tried_again(
    behaves: Behaviour, words: str
) -> None:
    outcome, receiver = behaving(behaves)
    assert outcome.status == "unknown", outcome
    assert any(part in outcome.detail for part in words.split("|"))
    assert (len(receiver.requests), receiver.connections) == (1, 1)


@pytest.mark.parametrize(
    "behaves",
    [
        outside.stalls,
        outside.drips(b"HTTP/1.1 200 OK\r\nX-Slow: "),
        outside.drips(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
        outside.drips(b"HTTP/1.1 200 OK\r\n\r\n"),
    ],
)
def test_the_deadline_holds_even_against_a_byte_at_a_time(behaves: Behaviour) -> None:
    """Without the cut it would read on for as long as the peer drips."""
    outcome, _ = behaving(behaves, seconds=0.6)
    assert outcome.status == "unknown"
    assert "took too long" in outcome.detail


def test_nothing_listens_so_nothing_was_sent() -> None:
    with receiving() as receiver:
        prepared = ready(receiver)
    outcome = send(prepared, deadline=time.time() + 5, now=time.time, stand_ins=[receiver.address])
    assert (outcome.status, receiver.requests) == ("not_sent", [])


def test_after_its_deadline_nothing_begins(receiver: Receiver) -> None:
    outcome = sent(receiver, seconds=-1)
    assert (outcome.status, receiver.requests) == ("not_sent", [])
    assert "time was over" in outcome.detail


def test_a_peer_that_speaks_no_tls_got_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        got: list[bytes] = []

        def talk() -> None:
            line, _ = server.accept()
            with line:
                got.append(line.recv(65536))
                line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        prepared = prepare({"url": "https://api.example.com/", "method": "POST", "body": "secret"}, "k", "")
        place = Place("127.0.0.1", stand_in=True)
        pinned = Prepared(
            prepared.method, f"https://api.example.com:{server.getsockname()[1]}/", prepared.headers, prepared.body,
            prepared.target, prepared.exact,
        )  # fmt: skip
        outcome = exchange(pinned, place, Wire(prepared.exact.encode(), time.time() + 5, time.time))
        thread.join()
    assert outcome.status == "not_sent"
    assert "secure connection" in outcome.detail
    assert b"secret" not in got[0]


def test_bytes_that_are_not_the_approved_ones_never_leave(receiver: Receiver) -> None:
    prepared = ready(receiver)
    wire = Wire(prepared.exact.replace("POST", "PUT").encode(), time.time() + 5, time.time)
    outcome = exchange(prepared, Place("127.0.0.1", stand_in=True), wire)
    assert (outcome.status, receiver.requests) == ("not_sent", [])
    assert "not what was approved" in outcome.detail


def test_a_redirect_is_an_answer_and_leads_nowhere(receiver: Receiver) -> None:
    with receiving() as elsewhere:
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"):
            behaves = outside.answers(b"", status, "text/plain", f"Location: {elsewhere.url}/metadata")
            outcome, _ = behaving(behaves)
            assert outcome.result is not None
            assert outcome.result["status_code"] == int(status[:3])
            assert outcome.result["headers"]["location"] == f"{elsewhere.url}/metadata"
        assert elsewhere.connections == 0


def test_the_environment_changes_nothing(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert sent(receiver).status == "confirmed"


def test_the_receiver_tells_what_it_got_and_is_no_party_to_it(receiver: Receiver) -> None:
    prepared = ready(receiver, "/told")
    sent(receiver, prepared)
    with urllib.request.urlopen(f"{receiver.url}/_received", timeout=5) as answer:
        told = json.load(answer)["requests"]
    assert [(one["method"], one["path"], one["raw"], one["sha256"]) for one in told] == [
        ("POST", "/told", prepared.exact, prepared.sha256)
    ]
