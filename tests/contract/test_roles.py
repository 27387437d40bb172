"""Every cell of docs/roles.md, called: who gets past the door of a route, and who is turned away with which words."""

import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import boto3
import pytest

from infra import registry, roles
from tests.contract.found import FUNCTIONS
from tests.standins.approvals import BUCKET, PEOPLE, gather, publish
from tests.standins.cloud import open_cloud
from tests.standins.fixtures import account
from tests.standins.gateway import Said, ask

__all__ = ["account"]
FOUND = [
    (folder.name, route.method, route.path, roles.door_of(folder, route), roles.cells(folder, route))
    for folder, route in roles.every(registry.load(FUNCTIONS))
]
CELLS = [
    pytest.param(name, method, path, door, caller, said[caller], id=f"{caller} {method} {path}")
    for name, method, path, door, said in FOUND
    for caller in (*PEOPLE, "nobody")
]
FORM = "application/x-www-form-urlencoded"
WELL_FORMED: dict[str, Any] = {  # an agent's doors read the body before the run token that it names
    "/internal/tools/execute": {"run_id": "r", "call_id": "c", "tool": "t", "arguments": {}},
    "/internal/tools/park": {"run_id": "r"},
    "/internal/tools/review": {"run_id": "r", "kind": "final", "arguments": {}},
}


@pytest.fixture(scope="module")
def platform(account: None) -> Iterator[None]:
    """One member of each role, and all that a deploy leaves in the content bucket."""
    with pytest.MonkeyPatch.context() as patch, open_cloud():
        publish(patch)
        boto3.client("s3").put_object(Bucket=BUCKET, Key="openapi/0.json", Body=b"{}")
        patch.setenv("OPENAPI_HASH", "0")
        patch.setenv("OIDC_AUTHORIZATION_URL", "https://issuer.test/authorize")
        patch.setenv("OIDC_AUDIENCE", "our-page")
        gather()
        yield


def call(name: str, method: str, path: str, caller: str) -> Said:
    """As this caller, for a thing that does not exist, with a body that says nothing."""
    handler = import_module(f"functions.{name}.app").handler
    link = path.startswith("/approvals/")
    body: Any = WELL_FORMED.get(path, {}) if method in {"POST", "PUT"} and not link else None
    headers = {"Content-Type": FORM if link and method == "POST" else "application/json"}
    url = re.sub(r"{\w+}", "none", path)
    return ask(handler, method, url, body, user=PEOPLE.get(caller, ""), signed_in_at=0, **headers)


@pytest.mark.parametrize(("name", "method", "path", "door", "caller", "cell"), CELLS)
@pytest.mark.usefixtures("platform")
def test_a_cell_is_what_the_door_does(
    name: str, method: str, path: str, door: str, caller: str, cell: str
) -> None:
    said = call(name, method, path, caller)
    refused_by_role = said.status == 403 and said.body.get("rule") == "role"
    if cell != "no":
        assert not refused_by_role
        assert said.status not in {401, 405, 415, 500}, said.body
    elif door == "agent" or caller == "nobody":
        assert said.status == 401
    else:
        assert refused_by_role, said.body


def test_every_member_meets_a_route_that_is_not_for_him() -> None:
    for role in PEOPLE:
        assert "no" in {said[role] for *_, door, said in FOUND if door == "user"}


def test_a_program_and_an_agent_decide_nothing() -> None:
    deciding = [(method, path) for _, method, path, _, said in FOUND if said["agent"] == "never decides"]
    assert deciding == [
        ("POST", "/api/v1/approvals/{approval_id}/decide"), ("POST", "/api/v1/approvals/{approval_id}/revoke"),
        ("POST", "/approvals/{approval_id}/link"), ("POST", "/api/v1/deliverables/review"),
        ("POST", "/api/v1/deliverables/{deliverable_id}/review"),
    ]  # fmt: skip
    for _, method, path, door, said in FOUND:
        if door == "user":
            assert {said["program"], said["agent"]} <= {"no", "never decides"}, (method, path)
