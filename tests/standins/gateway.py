"""A REST request as API Gateway hands it to a Lambda, and the answer as a client sees it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .platform import CUSTOMER, TENANT

Handler = Callable[[Any, Any], dict[str, Any]]


class Context:
    """As much of a Lambda's context as anybody reads."""

    function_name = "routes"
    aws_request_id = "req_1"

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


@dataclass(frozen=True)
class Said:
    status: int
    body: Any
    headers: dict[str, str]


def ask(
    handler: Handler, method: str, url: str, body: Any = None, *,
    user: str = CUSTOMER, tenant: str = TENANT, signed_in_at: int | str = 0, **headers: str,
) -> Said:  # fmt: skip
    """Asks as this member, whom the gateway's authorizer has proved; as nobody at all where `user` is empty."""
    parts = urlsplit(url)
    query = {name: [value] for name, value in parse_qsl(parts.query)}
    proof = {
        "tenant_id": tenant, "user_id": user, "exp": str(int(time.time()) + 600), "auth_time": str(signed_in_at),
    }  # fmt: skip
    event = {
        "httpMethod": method, "path": parts.path, "headers": {"Content-Type": "application/json", **headers},
        "multiValueHeaders": None, "multiValueQueryStringParameters": query or None,
        "queryStringParameters": None, "pathParameters": None, "stageVariables": None, "isBase64Encoded": False,
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "requestContext": {
            "httpMethod": method, "authorizer": proof if user else {}, "identity": {"sourceIp": "192.0.2.7"},
        },
    }  # fmt: skip
    answer = handler(event, Context())
    text = answer["body"]
    kind = answer["headers"].get("Content-Type", "")
    return Said(
        answer["statusCode"],
        json.loads(text) if text and "json" in kind and "nd" not in kind else text,
        answer["headers"],
    )
