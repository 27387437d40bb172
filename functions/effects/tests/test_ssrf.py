"""Where nothing may go: each target by every door, and no socket is ever asked to connect.

Through the sender itself, past all that looks at a URL before it; what looks before is held against the same targets.
"""

import socket
import time
from collections.abc import Sequence

import pytest

from functions.effects.adapters.http_request import prepare, problems
from functions.effects.adapters.protocol import Outcome, Prepared
from functions.effects.egress.places import Place, find, permitted
from functions.effects.egress.send import send
from tests.standins import behaviours as outside
from tests.standins.receiver import receiving

from .connects import sockets

ADDRESSES = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.5", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.5",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a9fe:a9fe", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
    "ff02::1",
)  # fmt: skip
# The same places, spelt so that only a resolver knows them again.
SPELLINGS = (
    "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "0", "2130706433", "0x7f000001", "0x7f.0.0.1",
    "0177.0.0.1", "017700000001", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "\uff11\uff12\uff17.0.0.1",
    "\u2460\u2461\u2466.0.0.1", "127\u30020\u30020\u30021", "[::1%lo]", "[fe80::1%lo]",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:82b::200e")
HOSTS = (*(f"[{a}]" if ":" in a else a for a in ADDRESSES), *SPELLINGS)


def request_to(url: str) -> Prepared:
    """A request that nobody judged."""
    return Prepared(
        "POST", url, (("Host", "x.example"),), b"", f"POST {url}", "POST / HTTP/1.1\r\nHost: x\r\n\r\n"
    )


def sent(url: str, answers: Sequence[Sequence[str]] = (), stand_in: str = "") -> tuple[Outcome, int]:
    """What came of it, and how often a name was looked up; without `answers` by the system's own resolver."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return answers[min(len(asked), len(answers)) - 1]

    how = {"resolve": resolve} if answers else {}
    outcome = send(request_to(url), deadline=time.time() + 5, now=time.time, stand_ins=[stand_in], **how)
    return outcome, len(asked)


@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("host", HOSTS)
def test_no_way_of_writing_an_inner_address_opens_a_connection(host: str, scheme: str) -> None:
    with sockets() as heard:
        outcome, _ = sent(f"{scheme}://{host}/latest/meta-data/", stand_in="127.0.0.1:9")
    assert (outcome.status, heard.made) == ("not_sent", [])


@pytest.mark.parametrize("host", HOSTS)
def test_no_such_address_can_even_be_proposed(host: str) -> None:
    assert problems({"url": f"https://{host}/"}, "127.0.0.1:9")


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_name_that_leads_inside_opens_no_connection(address: str) -> None:
    with sockets() as heard:
        outcome, _ = sent("https://api.example.com/", [[address]])
    assert (outcome.status, heard.made) == ("not_sent", [])
    assert address not in outcome.detail


@pytest.mark.parametrize("inner", ["10.0.0.5", "169.254.169.254", "::1"])
@pytest.mark.parametrize("first", [True, False])
def test_one_inner_address_among_public_ones_is_enough_to_refuse(inner: str, first: bool) -> None:
    found = [inner, "1.1.1.1"] if first else ["1.1.1.1", "2606:4700:4700::1111", inner]
    with sockets() as heard:
        outcome, _ = sent("https://api.example.com/", [found])
    assert (outcome.status, heard.made) == ("not_sent", [])


def test_a_name_is_looked_up_once_and_that_answer_is_what_counts() -> None:
    """Rebinding: the second answer would be the metadata service. (`test_tls` connects to a pinned address.)"""
    with sockets() as heard:
        outcome, asked = sent("https://api.example.com/", [["93.184.216.34"], ["169.254.169.254"]])
    assert (outcome.status, asked) == ("not_sent", 1)
    assert heard.made == [socket.AF_INET]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_tried_once(address: str) -> None:
    """So that the tables above prove something; the tests' own guard then keeps it from leaving this machine."""
    with sockets() as heard:
        outcome, _ = sent("https://api.example.com/", [[address]])
    assert outcome.status == "not_sent"
    assert heard.made == [socket.AF_INET6 if ":" in address else socket.AF_INET]


def test_of_several_public_addresses_one_is_tried() -> None:
    found = ["2606:4700:4700::1111", "1.1.1.1", "93.184.216.34"]
    with sockets() as heard:
        sent("https://api.example.com/", [found])
    assert heard.made == [socket.AF_INET]
    assert find("api.example.com", 443, stand_ins=(), resolve=lambda *_: found) == Place("1.1.1.1")


def test_a_name_that_leads_nowhere_was_not_sent() -> None:
    with sockets() as heard:
        assert sent("https://nowhere.invalid/", [[]])[0].status == "not_sent"
    assert heard.made == []


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
        "//[::1]/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_x", "/again",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", ["301 Moved", "307 Temporary", "308 Permanent"])
def test_a_redirect_inside_is_told_and_never_followed(location: str, status: str) -> None:
    with receiving(outside.answers(b"", status, "text/plain", f"Location: {location}")) as receiver:
        prepared = prepare({"url": f"{receiver.url}/", "method": "POST"}, "k", receiver.address)
        with sockets() as heard:
            outcome = send(prepared, deadline=time.time() + 5, now=time.time, stand_ins=[receiver.address])
    assert outcome.status == "confirmed"
    assert outcome.result is not None
    assert outcome.result["headers"]["location"] == location
    assert heard.reached == [("127.0.0.1", receiver.port)]


def test_the_stand_in_is_one_port_of_loopback_by_that_very_name_and_nothing_else() -> None:
    with receiving() as receiver, sockets() as heard:
        for host in ("localhost", "127.1", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.2", "0.0.0.0"):
            outcome, _ = sent(f"http://{host}:{receiver.port}/", stand_in=receiver.address)
            assert outcome.status == "not_sent"
        assert (
            sent(f"http://127.0.0.1:{receiver.port + 1}/", stand_in=receiver.address)[0].status == "not_sent"
        )
        assert sent(f"http://127.0.0.1:{receiver.port}/", stand_in="")[0].status == "not_sent"
        named, _ = sent(
            f"http://api.example.com:{receiver.port}/", [["127.0.0.1"]], stand_in=receiver.address
        )
        assert named.status == "not_sent"
    assert (heard.reached, receiver.connections) == ([], 0)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_permitted(address: str) -> None:
    assert permitted(address)


@pytest.mark.parametrize("address", [*ADDRESSES, "", "localhost", "fe80::1%lo", "2606:4700::1%lo", "1.1.1"])
def test_nothing_else_is(address: str) -> None:
    assert not permitted(address)
