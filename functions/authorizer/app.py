"""The Lambda authorizer of the REST API: every route behind a user's door asks it, at most once a minute per token."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged

from .judge import judge

app = Chalice(app_name="authorizer", configure_logs=False)
judged = logged(judge)


class Unauthorized(Exception):
    """An error with exactly this message is what API Gateway turns into a 401."""


@app.lambda_function(name="authorizer")
def authorizer(event: dict[str, Any], context: object) -> dict[str, Any]:
    """A policy for the whole stage with the identity as context, or a 401."""
    policy: dict[str, Any] | None = judged(event, context)
    if policy is None:
        raise Unauthorized("Unauthorized")
    return policy
