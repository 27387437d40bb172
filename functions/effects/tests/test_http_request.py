"""A web request before it is sent: what is refused and why, and the very bytes that are shown."""

from typing import Any

import pytest
from greenlight.approvals.digests import sha256
from greenlight.errors import Invalid

from functions.effects.adapters.http_request import attempt_key, prepare, problems
from functions.effects.preview import preview

POST = {"url": "https://api.example.com/v1/orders?x=1", "method": "POST", "body": '{"kg": 82.5}'}


def pointers(**arguments: Any) -> list[str]:
    return [problem["pointer"] for problem in problems({**POST, **arguments}, "127.0.0.1:9999")]


def test_the_exact_text_is_the_whole_request_as_it_will_be_written() -> None:
    ready = prepare({**POST, "headers": {"X-b": "2", "Content-Type": "application/json"}}, "k" * 32, "")
    assert ready.exact == (
        "POST /v1/orders?x=1 HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: greenlight\r\n"
        "Accept-Encoding: identity\r\nConnection: close\r\nContent-Type: application/json\r\nX-b: 2\r\n"
        f"Idempotency-Key: {'k' * 32}\r\nContent-Length: 12\r\n\r\n" + '{"kg": 82.5}'
    )
    assert ready.target == "POST https://api.example.com/v1/orders?x=1"
    assert ready.sha256 == sha256(ready.exact)


def test_headers_come_to_the_same_bytes_in_whatever_order_they_were_stored() -> None:
    one = prepare({**POST, "headers": {"B": "2", "a": "1"}}, "k", "")
    assert one.exact == prepare({**POST, "headers": {"a": "1", "B": "2"}}, "k", "").exact


@pytest.mark.parametrize("method", ["GET", "HEAD", "get"])
def test_a_request_that_changes_nothing_carries_no_key_and_no_length(method: str) -> None:
    exact = prepare({"url": POST["url"], "method": method}, "k", "").exact
    assert "Idempotency-Key" not in exact
    assert "Content-Length" not in exact


def test_a_post_without_a_body_says_so() -> None:
    assert prepare({**POST, "body": None}, "k", "").exact.endswith("Content-Length: 0\r\n\r\n")


def test_the_key_differs_by_approval_and_after_an_edit_and_is_short_enough_for_any_destination() -> None:
    keys = {
        attempt_key("apr_1", POST),
        attempt_key("apr_2", POST),
        attempt_key("apr_1", {**POST, "body": "{}"}),
    }
    assert len(keys) == 3
    assert {len(key) for key in keys} == {32}
    assert attempt_key("apr_1", POST) == attempt_key("apr_1", dict(reversed(POST.items())))


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://API.Example.com", "GET / HTTP/1.1\r\nHost: api.example.com\r\n"),
        ("https://api.example.com:443/a", "GET /a HTTP/1.1\r\nHost: api.example.com\r\n"),
        ("https://api.example.com./a", "GET /a HTTP/1.1\r\nHost: api.example.com\r\n"),
        ("https://api.example.com//a/../b", "GET //a/../b HTTP/1.1\r\n"),
        ("https://api.example.com/ü?q=ä&b=%c3%a9", "GET /%C3%BC?q=%C3%A4&b=%C3%A9 HTTP/1.1\r\n"),
        ("https://bücher.example/", "GET / HTTP/1.1\r\nHost: xn--bcher-kva.example\r\n"),
        ("https://[2606:4700:0::1111]/", "GET / HTTP/1.1\r\nHost: [2606:4700::1111]\r\n"),
        ("http://127.0.0.1:9999/x", "GET /x HTTP/1.1\r\nHost: 127.0.0.1:9999\r\n"),
    ],
)
def test_a_url_is_written_in_one_spelling(given: str, written: str) -> None:
    assert prepare({"url": given}, "k", "127.0.0.1:9999").exact.startswith(written)


@pytest.mark.parametrize(
    "url",
    [
        None, 7, "", "api.example.com/x", "http://api.example.com/", "ftp://api.example.com/", "https://", "https:///x",
        "file:///etc/passwd", "https://me@api.example.com/", "https://me:pw@api.example.com/", "https://@api.example.com/",
        "https://api.example.com:8443/", "https://api.example.com:80/", "https://api.example.com:99999/",
        "https://api.example.com/#top", "https://api.example.com/a b", "https://api.example.com/a\r\nHost: x",
        "https://api.example.com\\@evil.example/", "https://api.example.com/%zz", "https://localhost/",
        "https://intranet/", "https://a_-.example.com/", "https://-a.example.com/", "https://a..example.com/",
        "https://127.0.0.1:9999/", "http://127.0.0.1:9998/", "http://127.0.0.1/", "http://localhost:9999/",
        "http://127.1:9999/", "https://" + "a" * 64 + ".example.com/", "https://api.example.com/" + "a" * 4096,
        "https://api.example.com/" + "ü" * 1000, "https://api.example.com/\ud800", "https://2130706433/",
        "https://0x7f.1/", "https://api.example.0x7f/", "https://1.2.3/", "https://[::1%25eth0]/",
        " https://api.example.com/", "https://api.example.com/\x00",
    ],
)  # fmt: skip
def test_a_url_that_could_mislead_is_refused(url: Any) -> None:
    assert pointers(url=url) == ["/url"]


@pytest.mark.parametrize(
    "name",
    [
        "Host", "host", "HOST", "User-Agent", "Idempotency-Key", "Content-Length", "Connection", "Accept-Encoding",
        "Authorization", "Cookie", "Proxy-Authorization", "Proxy-Connection", "TE", "Transfer-Encoding", "Upgrade",
        "X-Forwarded-For", "X-Forwarded-Host", "X-Amz-Security-Token", "X-Metering-Token", "X-HTTP-Method-Override",
        "", "a b", "a:b", "a\r\nb", "ü", "x" * 129,
    ],
)  # fmt: skip
def test_a_header_that_is_not_the_callers_to_set_is_refused_by_name(name: str) -> None:
    assert pointers(headers={name: "1"}) == [f"/headers/{name}"]


@pytest.mark.parametrize("value", ["a\r\nb: c", "a\nb", "a\x00b", "ü", 7, None, ["a"], "\x7f"])
def test_a_header_value_is_plain_text_in_one_line(value: Any) -> None:
    assert pointers(headers={"X-Note": value}) == ["/headers/X-Note"]


def test_headers_are_texts_by_name_each_once_and_not_too_many() -> None:
    assert pointers(headers=["a"]) == ["/headers"]
    assert pointers(headers={"X-A": "1", "x-a": "2"}) == ["/headers"]
    assert pointers(headers={f"x-{n}": "1" for n in range(51)}) == ["/headers"]
    assert pointers(headers={"x-a": "1" * 17_000}) == ["/headers"]


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "OPTIONS", "POST /x HTTP/1.1\r\nHost: y", "", 7])
def test_a_method_outside_the_list_is_refused(method: Any) -> None:
    assert pointers(method=method) == (["/body"] if not method else ["/method"])


def test_a_body_is_a_text_of_so_many_bytes_and_only_where_it_belongs() -> None:
    assert pointers(body={"a": 1}) == ["/body"]
    assert pointers(body="\ud800") == ["/body"]
    assert pointers(body="x" * (256 * 1024)) == []
    assert pointers(body="x" * (256 * 1024 + 1)) == ["/body"]
    assert pointers(method="GET") == ["/body"]
    assert pointers(method="DELETE") == []
    assert pointers(method="DELETE", body=None) == []


def test_an_argument_that_would_change_nothing_is_refused_rather_than_ignored() -> None:
    assert pointers(timeout=5) == ["/timeout"]


def test_what_is_refused_cannot_be_prepared() -> None:
    with pytest.raises(Invalid, match="/url must begin with https"):
        prepare({"url": "http://api.example.com/"}, "k", "")


def test_a_preview_is_what_prepare_gives_for_that_approval() -> None:
    said = preview({"tool": "web.http_call", "arguments": POST, "approval_id": "apr_1"})
    ready = prepare(POST, attempt_key("apr_1", POST), "")
    assert said == {"ok": True, "exact": ready.exact, "exact_sha256": ready.sha256, "target": ready.target}


@pytest.mark.parametrize(
    "change",
    [
        {"tool": "weights.create"}, {"approval_id": ""}, {"approval_id": None}, {"arguments": None},
        {"arguments": {"url": "http://x.example/"}}, {"tool": None},
    ],
)  # fmt: skip
def test_a_preview_that_cannot_be_is_refused_with_problems(change: dict[str, Any]) -> None:
    said = preview({"tool": "web.http_call", "arguments": POST, "approval_id": "apr_1", **change})
    assert said["ok"] is False
    assert said["problems"]
