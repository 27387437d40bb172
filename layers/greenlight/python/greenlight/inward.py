"""How an agent elsewhere reaches an internal Lambda: its JWT and the run token are checked, the body goes on."""

import json
from collections.abc import Mapping
from typing import Any

from . import aws
from .errors import NotFound, Refused, Unauthenticated
from .rest import header
from .tokens import verify_agent, verify_run

_STANDARD = {"type", "title", "status", "detail", "instance", "correlation_id", "errors"}
_RUN_HEADER = "X-Run-Token"


def agent() -> None:
    """Raises Unauthenticated unless the request carries a good JWT of an agent."""
    scheme, _, jwt = header("Authorization").partition(" ")
    if scheme.lower() != "bearer" or not jwt:
        raise Unauthenticated(
            "An agent sends its own JWT in Authorization and the run's token in X-Run-Token."
        )
    verify_agent(jwt)


def run_token(run_id: str) -> str:
    """The request's run token, after its agent's JWT proved good. Raises Unauthenticated, NotFound for another run."""
    agent()
    token = header(_RUN_HEADER)
    if verify_run(token).run_id != run_id:
        raise NotFound("There is no such run.")
    return token


def ask(function: str, request: Mapping[str, Any]) -> dict[str, Any]:
    """The internal Lambda's answer. Raises Refused with its problem where it said no."""
    reply = aws.client("lambda", read_timeout=28, attempts=1).invoke(
        FunctionName=aws.function_name(function), Payload=json.dumps(request).encode()
    )
    said: dict[str, Any] = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"{function} failed: {said.get('errorType')}")
    if "problem" in said:
        raise refusal_of(said["problem"])
    return said


def refusal_of(problem: Mapping[str, Any]) -> Refused:
    """A refusal that came as a problem document, to be raised on this side again."""
    extra = {name: value for name, value in problem.items() if name not in _STANDARD}
    refused = Refused(problem["detail"], problems=problem.get("errors", []), **extra)
    refused.status, refused.title = problem["status"], problem["title"]
    return refused
