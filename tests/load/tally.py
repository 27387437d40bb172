"""Counts what reaches the engine: requests by service and operation, DynamoDB units by item size, socket messages."""

import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from math import ceil
from typing import Any

from tests.load.write_units import ask_for_units, billed_writes

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
PATH = "/_bench/tally"
SIGNED_FOR = re.compile(r"/([a-z0-9-]+)/aws4_request")
MAIL = "/v2/email/outbound-emails"
SERVICES = {
    "DynamoDB_20120810": "dynamodb", "TrentService": "kms", "AWSStepFunctions": "states", "AWSEvents": "events",
}  # fmt: skip
FRAME = 32 * 1024  # bytes of one billed WebSocket message
WRITES = {"PutItem": "Item", "UpdateItem": "Attributes", "DeleteItem": "Attributes"}


class Tally:
    """An ASGI application around the engine's. Off until `GET /_bench/tally?on`; each `GET` empties it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._on = False
        self.counts: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH:
            await self._tell(scope, send)
        elif self._on and scope["type"] == "http":
            await self._count(scope, receive, send)
        else:
            await self._app(scope, self._heard(scope, receive), self._said(scope, send))

    async def _tell(self, scope: Scope, send: Send) -> None:
        self._on = scope["query_string"] == b"on"
        ask_for_units(on=self._on)
        body = json.dumps(self.counts).encode()
        self.counts.clear()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    def _heard(self, scope: Scope, receive: Receive) -> Receive:
        """A socket may be opened while counting is off, so that its messages always pass through here."""

        async def counting() -> MutableMapping[str, Any]:
            message = await receive()
            self._message(scope, message, "websocket.receive", "socket.in")
            return message

        return counting if scope["type"] == "websocket" else receive

    def _said(self, scope: Scope, send: Send) -> Send:
        async def counting(message: MutableMapping[str, Any]) -> None:
            self._message(scope, message, "websocket.send", "socket.out")
            await send(message)

        return counting if scope["type"] == "websocket" else send

    def _message(self, scope: Scope, message: MutableMapping[str, Any], kind: str, name: str) -> None:
        if self._on and message.get("type") == kind:
            size = len((message.get("text") or "").encode()) or len(message.get("bytes") or b"")
            self.counts[name] += max(1, ceil(size / FRAME))

    async def _count(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The body is read whole and handed on; of DynamoDB the answer is read too, for the items' sizes."""
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        operation, body, said = name_of(scope["path"], headers), await _whole(receive), bytearray()
        self.counts[
            f"{operation} {table_of(body)}".strip() if operation.startswith("dynamodb.") else operation
        ] += 1

        async def replay() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def listen(message: MutableMapping[str, Any]) -> None:
            if operation.startswith("dynamodb.") and message["type"] == "http.response.body":
                said.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, replay, listen)
        if operation.startswith("dynamodb."):
            asked, answered = _json(body), _json(bytes(said))
            for unit, amount in units(operation.partition(".")[2], asked, answered):
                self.counts[unit] += amount
            self.counts.update(billed_writes(operation, asked, answered))


async def _whole(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def name_of(path: str, headers: dict[str, str]) -> str:
    """`dynamodb.UpdateItem`, `kms.Sign`, `lambda.Invoke <function>`, `socket.post`; of others the service, `s3`."""
    if "/@connections/" in path:
        return "socket.post"
    if "/functions/" in path and path.endswith("/invocations"):
        return f"lambda.Invoke {path.split('/')[-2]}"
    service, _, operation = headers.get("x-amz-target", "").partition(".")
    if operation:
        return f"{SERVICES.get(service, service)}.{operation}"
    if path == MAIL:
        return "ses.SendEmail"
    if "/execute-api/" in path:
        return "gateway"
    signed = SIGNED_FOR.search(headers.get("authorization", ""))
    return signed[1] if signed else "other"


def table_of(body: bytes) -> str:
    """The last word of the table's name, empty where a request names none or several."""
    return str(_json(body).get("TableName", "")).rpartition("-")[2]


def units(operation: str, asked: dict[str, Any], said: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """On-demand request units: writes per started KB (double in a transaction), reads per started 4 KB.

    An item whose size cannot be seen (an update inside a transaction) counts as one KB, and indexes are left out:
    `write_units` has both.
    """
    if operation in WRITES:
        yield "dynamodb write units", _kb((asked | said).get(WRITES[operation]), 1024)
    elif operation == "TransactWriteItems":
        for entry in asked.get("TransactItems", []):
            yield "dynamodb write units", 2 * _kb(entry.get("Put", {}).get("Item"), 1024)
    elif operation in {"GetItem", "Query"}:
        found = said.get("Items", [said["Item"]] if said.get("Item") else [])
        whole = max(1, ceil(sum(size(item) for item in found) / 4096))
        yield "dynamodb half read units", whole * (2 if asked.get("ConsistentRead") else 1)
    elif operation == "BatchGetItem":
        for table, place in asked.get("RequestItems", {}).items():
            found = said.get("Responses", {}).get(table, [])
            whole = sum(ceil(size(item) / 4096) for item in found) + len(place["Keys"]) - len(found)
            yield "dynamodb half read units", whole * (2 if place.get("ConsistentRead") else 1)


def _kb(item: dict[str, Any] | None, step: int) -> int:
    return max(1, ceil(size(item) / step)) if item else 1


def size(value: dict[str, Any]) -> int:
    """Bytes of an item in DynamoDB's typed JSON, by its rules: names, texts, half a byte a digit, three a container."""
    return sum(len(name.encode()) + _size(typed) for name, typed in value.items())


def _size(typed: Any) -> int:
    kind, value = next(iter(typed.items()))
    if kind == "M":
        return 3 + size(value) + len(value)
    if kind == "L":
        return 3 + sum(_size(each) + 1 for each in value)
    return {"N": len(str(value)) // 2 + 2, "BOOL": 1, "NULL": 1}.get(kind) or len(str(value).encode())
