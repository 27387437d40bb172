"""An answer from outside, taken in with care: so many bytes, unpacked to so many, a few headers, then text."""

import codecs
import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

MOST_BYTES = 1024 * 1024  # read, and again once unpacked
KEPT_BYTES = 64 * 1024  # of the body; an effect is one item of a table
PIECE = 64 * 1024
KEPT_HEADERS = (
    "content-type", "content-length", "content-language", "date", "etag", "last-modified", "location", "link",
    "retry-after", "allow", "www-authenticate", "x-request-id", "x-correlation-id", "idempotent-replayed",
    "ratelimit", "ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "x-ratelimit-limit",
    "x-ratelimit-remaining", "x-ratelimit-reset", "x-rate-limit-limit", "x-rate-limit-remaining",
    "x-rate-limit-reset", "x-restli-id",
)  # fmt: skip
LONGEST_HEADER = 2048
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 47}  # zlib's wbits; nobody asked for either
CHARSET = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)


def read(response: Any) -> tuple[dict[str, Any], str]:
    """`{status_code, body, headers}` and what is to be said of it. Raises what urllib3 does where it breaks off."""
    raw, notes = _raw(response.raw)
    data = _unpacked(raw, response.headers.get("Content-Encoding", ""), notes)
    body = _kept(_text(data, response.headers.get("Content-Type", ""), notes), notes)
    answer = {"status_code": response.status_code, "body": body, "headers": _headers(response.headers)}
    return answer, " ".join(dict.fromkeys(notes))


def _raw(stream: Any) -> tuple[bytes, list[str]]:
    read = bytearray()
    while len(read) <= MOST_BYTES:
        piece = stream.read(PIECE, decode_content=False)
        if not piece:
            return bytes(read), []
        read += piece
    return bytes(read[:MOST_BYTES]), [_cut_at(MOST_BYTES)]


def _unpacked(raw: bytes, encoding: str, notes: list[str]) -> bytes:
    packed = encoding.strip().lower()
    if packed in {"", "identity"}:
        return raw
    if packed not in WINDOWS:
        notes.append(f"The answer came encoded as {packed[:20]}, which nobody asked for; it is left out.")
        return b""
    unpacking = zlib.decompressobj(WINDOWS[packed])
    try:
        data = unpacking.decompress(raw, MOST_BYTES)
    except zlib.error:
        notes.append("The answer could not be unpacked; it is left out.")
        return b""
    if unpacking.unconsumed_tail:
        notes.append(_cut_at(MOST_BYTES))
    return data


def _text(data: bytes, content_type: str, notes: list[str]) -> str:
    """By its charset if there is such a one, else UTF-8; what is no text comes with replacement characters."""
    found = CHARSET.search(content_type)
    try:
        charset = codecs.lookup(found[1]) if found else codecs.lookup("utf-8")
        return charset.decode(data)[0]
    except (LookupError, UnicodeError, ValueError):
        text = data.decode("utf-8", errors="replace")
    if "\N{REPLACEMENT CHARACTER}" in text:
        notes.append("The answer is not all text; what could not be read shows as a replacement character.")
    return text


def _kept(text: str, notes: list[str]) -> str:
    """Cut to what fits, also as JSON, where a control character takes six bytes."""
    kept = text.encode()[:KEPT_BYTES].decode(errors="ignore")
    while len(json.dumps(kept, ensure_ascii=False)) > 2 * KEPT_BYTES:
        kept = kept[: len(kept) // 2]
    if kept != text:
        notes.append(_cut_at(KEPT_BYTES))
    return kept


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name][:LONGEST_HEADER] for name in KEPT_HEADERS if name in headers}


def _cut_at(size: int) -> str:
    return f"The answer was cut at {size // 1024} KB."
