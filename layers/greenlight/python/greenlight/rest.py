"""The REST desk: parse, run, wrap. Chalice routes; this gives every view its caller and every answer its form."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from chalice.app import Chalice, Response

from . import observe, problem
from .caller import Caller
from .declare import Capability, Domain
from .errors import Refused, Unauthenticated
from .request import (
    AT_HAND,
    Answer,
    Request,
    address,
    answer,
    as_text,
    body,
    check_size,
    current,
    current_caller,
    form,
    header,
    if_match,
    query,
    raw_body,
    read,
)
from .routing import Route, RouteTable
from .spec import spec_of

__all__ = [
    "HTML", "Answer", "address", "answer", "body", "current_caller", "form", "header", "if_match", "query", "raw_body",
    "rest_handler",
]  # fmt: skip

Proxy = dict[str, Any]
Member = Callable[[str, str], Caller]
HTML = "text/html; charset=utf-8"
_JSON = {"Content-Type": "application/json"}
_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def member_now(tenant_id: str, user_id: str) -> Caller:
    """The member as the table has him at this moment: authority is never older than its use."""
    from .doors import member

    return member(tenant_id, user_id)


def rest_handler(
    app: Chalice, what: Domain | Capability, *, member: Member = member_now
) -> Callable[[Any, Any], Proxy]:
    """The Lambda handler for REST proxy events: the last line of an `app.py`, below all of its routes."""
    table = RouteTable(app.routes, what.prefixes)
    for methods in app.routes.values():
        for entry in methods.values():
            entry.view_function = _view(entry.view_function, table, member)

    def handler(event: Any, context: Any) -> Proxy:
        started, request = time.perf_counter(), read(event, context)
        observe.logger().append_keys(correlation_id=request.correlation_id)
        token = AT_HAND.set(request)
        try:
            with observe.line(method=request.method, route="unknown") as fields:
                response = _dress(_respond(app, table, event, request), request)
        finally:
            AT_HAND.reset(token)
        observe.write("request", started, {**fields, "status": response["statusCode"]})
        return response

    return handler


def _respond(app: Chalice, table: RouteTable, event: Proxy, request: Request) -> Proxy:
    try:
        check_size(request)
        route = table.find(request.method, request.path)
    except Refused as refused:
        refusal: Proxy = _refusal(refused, request).to_dict()
        return refusal
    observe.note(route=route.template)
    response: Proxy = app(_chalice_event(event, request, route), request.context)
    return response


def _view(view: Callable[..., Any], table: RouteTable, member: Member) -> Callable[..., Response]:
    """The view behind the desk, for the roles that its `@spec` names.

    A fault escapes to Chalice, which logs it with its trace and answers 500.
    """
    described = spec_of(view)
    roles = described.roles if described else None

    @wraps(view)
    def answered(**arguments: str) -> Response:
        request = current()
        try:
            request = _admit(request, table, member)
            AT_HAND.set(request)
            if request.caller and roles is not None:
                request.caller.acting_as(*roles)
            given = _once(request, lambda: _answer_of(view(**arguments)))
        except Refused as refused:
            return _refusal(refused, request)
        return Response(as_text(given.content), {**_JSON, **given.headers}, given.status)

    return answered


def _admit(request: Request, table: RouteTable, member: Member) -> Request:
    """The request with its caller, where the door is a user's; the gateway's proof may be a minute old."""
    if table.door(request.path) != "user":
        return request
    proof = request.authorizer
    if not proof.get("tenant_id") or not proof.get("user_id"):
        raise Unauthenticated("Sign in, please.")
    expires_at = int(proof.get("exp") or 0)
    if expires_at <= time.time():
        raise Unauthenticated("Your sign-in has expired.")
    caller = member(proof["tenant_id"], proof["user_id"])
    known = replace(
        caller, correlation_id=request.correlation_id, expires_at=expires_at,
        signed_in_at=int(proof.get("auth_time") or 0),
    )  # fmt: skip
    return replace(request, caller=known)


def _once(request: Request, act: Callable[[], Answer]) -> Answer:
    """A POST with an Idempotency-Key acts once; Powertools is imported for no other request."""
    key = request.headers.get("idempotency-key")
    if request.method != "POST" or request.caller is None or key is None:
        return act()
    from .idempotency import once

    return once(request, request.caller, key, act)


def _answer_of(result: Any) -> Answer:
    if isinstance(result, Response):
        return Answer(result.body, result.status_code, result.headers)
    return result if isinstance(result, Answer) else answer(result)


def _refusal(refused: Refused, request: Request) -> Response:
    document = problem.problem(refused, correlation_id=request.correlation_id, instance=request.path)
    return Response(as_text(document), problem.headers(refused), refused.status)


def _dress(response: Proxy, request: Request) -> Proxy:
    """The headers that every answer has; an error that Chalice worded becomes a problem like any other, but a page."""
    status, headers = response["statusCode"], response["headers"]
    if status >= 400 and headers.get("Content-Type") not in (problem.CONTENT_TYPE, HTML):
        document = problem.of_status(status, request.correlation_id, request.path, response["body"])
        headers = {**headers, "Content-Type": problem.CONTENT_TYPE}
        response = {**response, "body": as_text(document)}
    return {**response, "headers": {**_SECURITY, **headers, "X-Correlation-Id": request.correlation_id}}


def _chalice_event(event: Proxy, request: Request, route: Route) -> Proxy:
    """What Chalice routes by, and the keys that it reads without asking whether they are there."""
    context = {
        **event["requestContext"],
        "resourcePath": route.template,
        "httpMethod": request.method,
    }
    return {
        "body": event.get("body"), "isBase64Encoded": event.get("isBase64Encoded", False),
        "headers": dict(request.headers), "pathParameters": route.parameters, "stageVariables": None,
        "multiValueQueryStringParameters": event.get("multiValueQueryStringParameters"),
        "requestContext": context,
    }  # fmt: skip
