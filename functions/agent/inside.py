"""The way to the platform from inside AWS: the agent's role may invoke three Lambdas, and these it invokes."""

import json
from collections.abc import Callable
from typing import Any

from greenlight import aws

from .errors import PlatformFailed, Unreachable
from .ports import Json

_BUSY = frozenset(
    {"TooManyRequestsException", "ThrottlingException", "EC2ThrottledException", "ServiceException"}
)
READ_TIMEOUT = 35  # seconds; above the executor's own, so that its answer is never missed


def inside() -> Callable[[str, Json], dict[str, Any]]:
    """Makes the client at once, so that the caller chooses when to pay for it."""
    client = aws.client("lambda", read_timeout=READ_TIMEOUT, attempts=1)

    def hop(function: str, body: Json) -> dict[str, Any]:
        return _invoke(client, function, body)

    return hop


def _invoke(client: Any, function: str, body: Json) -> dict[str, Any]:
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError

    payload = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        answer = client.invoke(FunctionName=aws.function_name(function), Payload=payload)
        text = answer["Payload"].read()
    except (HTTPClientError, ConnectionError) as error:
        raise Unreachable(f"{function}: {type(error).__name__}") from error
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _BUSY or error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
            raise Unreachable(f"{function}: {code}") from error
        raise
    if "FunctionError" in answer:
        raise Unreachable(f"{function}: {answer['FunctionError']}")
    return _read(text)


def _read(text: bytes) -> dict[str, Any]:
    read = json.loads(text)
    if not isinstance(read, dict):
        raise PlatformFailed("platform_fault", "The platform gave an answer that makes no sense.")
    return read
