"""The request at hand, as a view may see it: caller, body, query and headers, and the answer it gives back."""

import json
from base64 import b64decode
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from pydantic import BaseModel

from .caller import Caller
from .errors import Refused, TooLarge, Unauthenticated
from .keys import new_id
from .reading import parse, read_json

MOST_BYTES = 128 * 1024  # the socket's limit too, so that what one door takes the other takes
_SERVER_ONLY = ("x-metering-", "x-forwarded-", "x-tenant-id", "x-user-id", "x-correlation-id")
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the REST API. Headers are in lower case; those that only the server may set are gone.

    `address` is the IP address that the gateway saw, for the record of who decided from where; it proves nothing.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    content: bytes
    correlation_id: str
    authorizer: Mapping[str, str]
    context: Any = None
    caller: Caller | None = None
    address: str = ""


AT_HAND: ContextVar[Request] = ContextVar("request")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view says. A `secret` one is never stored for a replay: `object_id` is all that a repeat will learn."""

    content: Any = None
    status: int = 200
    headers: Mapping[str, Any] = field(default_factory=dict)
    secret: bool = False
    object_id: str = ""


def answer(
    content: Any = None, status: int = 200, headers: Mapping[str, str] | None = None, *,
    revision: int | None = None, secret: bool = False, object_id: str = "",
) -> Answer:  # fmt: skip
    """An answer of a model, a dict, a list or (with its own Content-Type) text; `revision` becomes the ETag."""
    tag = {} if revision is None else {"ETag": f'"{revision}"'}
    return Answer(plain(content), status, {**tag, **(headers or {})}, secret, object_id)


def plain(content: Any) -> Any:
    """Models become what JSON can hold; the rest stays as it is."""
    if isinstance(content, BaseModel):
        return content.model_dump(mode="json", by_alias=True)
    return content


def current() -> Request:
    return AT_HAND.get()


def current_caller() -> Caller:
    """Who is asking, proved by the door. Raises Unauthenticated where the prefix is not a user's."""
    if (caller := current().caller) is None:
        raise Unauthenticated("Sign in, please.")
    return caller


def body(model: type[M]) -> M:
    """The JSON body as that model. Raises Refused (400) for what is not JSON, Invalid for the rest."""
    return parse(model, read_json(current().content))


def raw_body() -> bytes:
    """The body as it came; for what is not JSON."""
    return current().content


def form(model: type[M]) -> M:
    """The body of an HTML form (application/x-www-form-urlencoded) as that model. Raises Refused, Invalid."""
    try:
        said = parse_qsl(
            current().content.decode(), keep_blank_values=True, errors="strict", max_num_fields=50
        )
    except ValueError:
        raise Refused("The body is not a form's.") from None
    return parse(model, dict(said))


def query(model: type[M]) -> M:
    """The query string as that model; the last value counts. Raises Invalid."""
    return parse(model, dict(current().query))


def header(name: str) -> str:
    """A request header, in any case; empty where it is absent."""
    return current().headers.get(name.lower(), "")


def address() -> str:
    return current().address


def if_match() -> int | None:
    """The revision that `If-Match` insists on; None without the header. Raises Refused for what is no revision."""
    if not (tag := header("If-Match")):
        return None
    digits = tag.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise Refused('If-Match must be a revision, such as "7".')
    return int(digits)


def read(event: Mapping[str, Any], context: Any) -> Request:
    """The request in a REST proxy event; its correlation id is always made here, never taken from outside."""
    return Request(
        method=event["httpMethod"],
        path=event["path"],
        headers=_headers(event),
        query=_query(event),
        content=_content(event),
        correlation_id=new_id("cor"),
        authorizer=event["requestContext"].get("authorizer") or {},
        context=context,
        address=str((event["requestContext"].get("identity") or {}).get("sourceIp") or ""),
    )


def check_size(request: Request) -> None:
    if len(request.content) > MOST_BYTES:
        raise TooLarge(f"A body may have {MOST_BYTES // 1024} KB.")


def _headers(event: Mapping[str, Any]) -> dict[str, str]:
    several = {name: values[-1] for name, values in (event.get("multiValueHeaders") or {}).items() if values}
    every = {name.lower(): value for name, value in {**several, **(event.get("headers") or {})}.items()}
    return {name: value for name, value in every.items() if not name.startswith(_SERVER_ONLY)}


def _query(event: Mapping[str, Any]) -> dict[str, str]:
    several = event.get("multiValueQueryStringParameters") or {}
    return {name: values[-1] for name, values in several.items() if values} or dict(
        event.get("queryStringParameters") or {}
    )


def _content(event: Mapping[str, Any]) -> bytes:
    text = event.get("body") or ""
    return b64decode(text) if event.get("isBase64Encoded") else text.encode("utf-8", "surrogatepass")


def as_text(content: Any) -> str:
    """The body of an answer: text as it is, nothing as nothing, anything else as compact JSON."""
    if content is None or isinstance(content, str):
        return content or ""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
