"""An answer from outside, taken in with care."""

import gzip

import pytest

from functions.effects.egress import reply
from tests.standins import behaviours as outside

from .sending import behaving


def test_a_redirect_with_an_endless_body_is_cut_like_any_answer() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n"
    outcome, _ = behaving(outside.says(head + b"x" * 3_000_000))
    assert outcome.status == "confirmed"
    assert "cut at" in outcome.detail


def test_cookies_and_internal_headers_of_an_answer_go_no_further() -> None:
    behaves = outside.answers(b"{}", "200 OK", "text/plain", "Set-Cookie: a=b", "X-Internal: 1", "ETag: e")
    outcome, _ = behaving(behaves)
    assert outcome.result is not None
    assert set(outcome.result["headers"]) == {"content-type", "content-length", "etag"}


def test_an_oversized_answer_is_cut_and_says_so() -> None:
    outcome, _ = behaving(outside.answers(b"x" * 3_000_000, content_type="text/plain"))
    assert outcome.status == "confirmed"
    assert outcome.result is not None
    assert len(outcome.result["body"]) == reply.KEPT_BYTES
    assert "cut at 1024 KB" in outcome.detail


def test_a_gzip_bomb_is_unpacked_no_further_than_the_cap() -> None:
    outcome, _ = behaving(outside.bomb(50))
    assert outcome.status == "confirmed"
    assert outcome.result is not None
    assert len(outcome.result["body"]) <= reply.KEPT_BYTES
    assert "cut at 1024 KB" in outcome.detail


@pytest.mark.parametrize(
    ("body", "content_type", "encoding", "text", "note"),
    [
        (gzip.compress("zürich".encode(), mtime=0), "text/plain", "gzip", "zürich", ""),
        (b"garbage", "text/plain", "gzip", "", "could not be unpacked"),
        (b"\x0b\x02\x80hi\x03", "text/plain", "br", "", "encoded as br"),
        ("zürich".encode("latin-1"), "text/plain; charset=latin-1", "", "zürich", ""),
        ("zürich".encode("latin-1"), "text/plain; charset=nonsense", "", "z\ufffdrich", "not all text"),
        (b"\xff\xd8\xff", "image/jpeg", "", "\ufffd\ufffd\ufffd", "not all text"),
        (b"abc", "text/plain; charset=base64", "", "abc", ""),
    ],
)  # fmt: skip
def test_a_body_comes_as_text(body: bytes, content_type: str, encoding: str, text: str, note: str) -> None:
    more = (f"Content-Encoding: {encoding}",) if encoding else ()
    outcome, _ = behaving(outside.answers(body, "200 OK", content_type, *more))
    assert outcome.status == "confirmed"
    assert outcome.result is not None
    assert outcome.result["body"] == text
    assert note in outcome.detail


def test_a_body_of_control_characters_still_fits_an_item() -> None:
    outcome, _ = behaving(outside.answers(b"\x01" * 60_000, content_type="text/plain"))
    assert outcome.result is not None
    assert len(repr(outcome.result["body"])) < 140_000
    assert "cut" in outcome.detail
