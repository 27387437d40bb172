"""The three moments of a socket: opened with a ticket, spoken on, closed."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from greenlight import aws, doors
from greenlight.approvals import topic
from greenlight.errors import Denied, Invalid, Refused, TooLarge, Unauthenticated
from greenlight.keys import Keys, new_id
from greenlight.observe import note
from greenlight.problem import problem
from greenlight.reading import read_json
from greenlight.threads.chunks import text_of
from greenlight.threads.fanout import hang_up, push
from greenlight.threads.log import EventLog

from . import connections
from .speak import KINDS, Reply, Said

MAX_MESSAGE = 128 * 1024  # bytes, API Gateway's limit; the embedded engine does not enforce it
MAX_ID = 128


def open_socket(event: Mapping[str, Any]) -> dict[str, Any]:
    """Consumes the ticket; 401 without a good one, 403 from a foreign origin."""
    try:
        _check_origin({name.lower(): value for name, value in (event.get("headers") or {}).items()})
        visitor = doors.redeem_ticket((event.get("queryStringParameters") or {}).get("ticket", ""))
        doors.member(visitor.tenant_id, visitor.user_id)
    except Refused as refused:
        return {"statusCode": refused.status}
    came = event["requestContext"]
    connections.opened(came["connectionId"], visitor, str((came.get("identity") or {}).get("sourceIp") or ""))
    return {"statusCode": 200}


def close_socket(connection_id: str) -> None:
    """Tells every thread and inbox it listened to; those it misses find out when they push."""
    gone = connections.closed(connection_id)
    for thread_id in gone.get("threads", []):
        EventLog(Keys(gone["tenant_id"]), thread_id).forget(connection_id)
    if inboxes := gone.get("inboxes"):
        topic.forget(gone["tenant_id"], inboxes, connection_id)


def hear(connection_id: str, body: str) -> str:
    """Answers one message; returns its kind, for the log line."""
    correlation_id = new_id("cor")
    note(correlation_id=correlation_id)
    message: Mapping[str, Any] = {}
    try:
        message = _parsed(body)
        caller, connection = connections.caller_of(connection_id, correlation_id)
        said = Said(caller, connection, connection_id, message["id"], message["thread"], message["payload"])
        reply = KINDS[message["kind"]](said)
    except Refused as refused:
        refusal = problem(refused, instance="/realtime", correlation_id=correlation_id)
        request_id = message.get("id") or refused.extra.get("id")
        over = isinstance(refused, Unauthenticated)  # the sign-in has ended, and the socket with it
        then = partial(hang_up, connection_id) if over else None
        reply = Reply([{"v": 1, "kind": "refused", "id": request_id, "problem": refusal}], then)
    frames = [text_of(f) if isinstance(f, Mapping) else f.frame(message["thread"]) for f in reply.frames]
    push([connection_id], frames, gone=close_socket)
    if reply.then:
        reply.then()
    return str(message.get("kind", "unreadable"))


def _check_origin(headers: Mapping[str, str]) -> None:
    """A browser always says where its page is from; a page of somebody else's may not open a socket."""
    origin = headers.get("origin")
    if origin and origin not in aws.setting("ALLOWED_ORIGINS").split(","):
        raise Denied("This page may not open a socket here.", rule="origin")


def _parsed(body: str) -> dict[str, Any]:
    if len(body.encode(errors="surrogatepass")) > MAX_MESSAGE:
        raise TooLarge(f"A message has at most {MAX_MESSAGE // 1024} KB; send larger content by link.")
    try:
        message = read_json(body)
    except Refused:
        raise Invalid("A message is one JSON object.") from None
    if not isinstance(message, dict) or message.get("v") != 1:
        raise Invalid('A message is one JSON object with "v": 1.')
    request_id, thread, payload = message.get("id"), message.get("thread") or "", message.get("payload", {})
    if not isinstance(request_id, str) or not 0 < len(request_id) <= MAX_ID:
        raise Invalid(f"A message needs an `id`, a text of 1 to {MAX_ID} characters, new for each request.")
    kind = message.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Invalid(f"`kind` is one of {', '.join(KINDS)}.", id=request_id)
    if not isinstance(thread, str) or not isinstance(payload, (dict, list) if kind == "resume" else dict):
        raise Invalid("`thread` is a text and `payload` an object, or a list for `resume`.", id=request_id)
    return {"kind": kind, "id": request_id, "thread": thread, "payload": payload}
