"""What the Lambda `policy_check` answers: the only other one that carries Cedar."""

from collections.abc import Mapping
from typing import Any

from greenlight.catalogue import load

from .check import AT, problems


def check_addition(request: Mapping[str, Any]) -> dict[str, Any]:
    """`{cedar, scope}` to `{ok, problems}`; `scope` is an agent type's id, empty for all of the tenant."""
    cedar, scope = request.get("cedar"), request.get("scope") or ""
    if not isinstance(cedar, str) or not isinstance(scope, str):
        return {"ok": False, "problems": [{"pointer": AT, "detail": "is not a text"}]}
    tools = {f"{domain}.{name}" for domain, one in load()["domains"].items() for name in one["tools"]}
    found = problems(cedar, scope, tools)
    return {"ok": not found, "problems": found}
