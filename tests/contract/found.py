"""Every domain there is, and its Lambdas as the gateway and the executor call them."""

import json
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from time import time
from typing import Any

from greenlight import keys
from greenlight.catalogue import describe
from greenlight.declare import TENANTS, Domain
from greenlight.items import Items

FUNCTIONS = Path(__file__).resolve().parents[2] / "functions"
NAMES = sorted(path.parent.name for path in FUNCTIONS.glob("*/domain.py"))
FOLDERS = sorted(path.parent.name for path in FUNCTIONS.glob("*/app.py"))
TENANT, OTHER_TENANT = "acmehealth", "otherfirm"
Person = tuple[str, str]  # tenant and user


def domain(name: str) -> Domain:
    found: Domain = import_module(f"functions.{name}.domain").DOMAIN
    return found


def settle(*people: Person) -> None:
    """Makes them active members."""
    for tenant, user in people:
        member = {"name": user, "email": "", "roles": ["customer"], "status": "active", "timezone": "UTC"}
        Items(TENANTS).put({**keys.Keys(tenant).member(user), **member})


class Context:
    """What Lambda tells an invocation about itself."""

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


@dataclass(frozen=True)
class Said:
    """An answer of the REST API."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def etag(self) -> str:
        return self.headers["ETag"]


@dataclass(frozen=True)
class Front:
    """One domain as its callers see it: a customer who is new to it, another member, and a namesake elsewhere."""

    name: str
    customer: Person

    @property
    def neighbour(self) -> Person:
        return (TENANT, f"{self.customer[1]}_neighbour")

    @property
    def stranger(self) -> Person:
        return (OTHER_TENANT, self.customer[1])

    def rest(
        self, method: str, path: str = "", body: Any = None, *, by: Person | None = None,
        query: dict[str, str] | None = None, **headers: str,
    ) -> Said:  # fmt: skip
        """Through the routes Lambda, as API Gateway invokes it; `If_Match="…"` is the header If-Match."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        event = {
            "httpMethod": method, "path": f"/api/v1/{self.name}{path}", "headers": given,
            "queryStringParameters": query, "requestContext": {"authorizer": _proof(*(by or self.customer))},
            "body": None if body is None else b64encode(json.dumps(body).encode()).decode(),
            "isBase64Encoded": body is not None,
        }  # fmt: skip
        answer = self._lambda("handler")(event, Context())
        return Said(answer["statusCode"], answer["headers"], json.loads(answer["body"] or "null"))

    def tool(self, name: str, by: Person | None = None, /, **arguments: Any) -> Any:
        """Through that tool's Lambda, as the executor invokes it."""
        tenant, user = by or self.customer
        event = {
            "tenant_id": tenant, "user_id": user, "agent_id": "agt_coach", "run_id": "run_1",
            "correlation_id": "cor_1", "timezone": "UTC", "tool": f"{self.name}.{name}", "arguments": arguments,
        }  # fmt: skip
        return self.invoke(name, event)

    def invoke(self, name: str, event: Any) -> Any:
        """One of its Lambdas, through JSON as AWS does it."""
        return json.loads(json.dumps(self._lambda(name)(event, Context())))

    def _lambda(self, name: str) -> Any:
        return getattr(import_module(f"functions.{self.name}.app"), name)


def _proof(tenant: str, user: str) -> dict[str, str]:
    """What the gateway's authorizer proved."""
    return {"tenant_id": tenant, "user_id": user, "exp": str(int(time()) + 60), "sub": user, "iss": "test"}


@cache
def declared_tools(name: str) -> dict[str, Any]:
    """A domain's tools as the catalogue has them."""
    tools: dict[str, Any] = describe(domain(name))["tools"]
    return tools
