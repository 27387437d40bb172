"""Asking the two Lambdas that a goal run needs: `deliver`, which is the bus, and `effects`, which knows the market."""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import aws
from greenlight.errors import Invalid
from greenlight.observe import note

from .errors import NoAnswer
from .ports import Json

READ_TIMEOUT = 30  # seconds


def deliver(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the bus says. Each of its questions may be asked again. Raises NoAnswer."""
    return _ask("deliver", body)


def facts(tenant_id: str, tool: str, arguments: Json) -> Json:
    """What the market says publicly. Raises NoAnswer, Invalid."""
    said = _ask(
        "effects", {"op": "facts", "tenant_id": tenant_id, "tool": tool, "arguments": dict(arguments)}
    )
    if said.get("ok"):
        found: Json = said["facts"]
        return found
    if said.get("again"):
        raise NoAnswer("effects: the market does not answer at the moment")
    raise Invalid(said["detail"], problems=said.get("problems", ()), rule="facts")


def _ask(function: str, body: Mapping[str, Any]) -> dict[str, Any]:
    from botocore.exceptions import ConnectionError, HTTPClientError

    client = aws.client("lambda", read_timeout=READ_TIMEOUT, attempts=1)
    try:
        reply = client.invoke(FunctionName=aws.function_name(function), Payload=json.dumps(body).encode())
        said: dict[str, Any] = json.loads(reply["Payload"].read())
    except (HTTPClientError, ConnectionError) as error:
        raise NoAnswer(f"{function}: {type(error).__name__}") from None
    if "FunctionError" in reply:
        note(**{function: said.get("errorType")})
        raise NoAnswer(f"{function}: {said.get('errorType')}")
    return said
