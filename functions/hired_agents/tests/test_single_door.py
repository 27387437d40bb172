"""What only the server may say has no effect from outside, in any spelling (seed 004's story AGP1-CP-2.4)."""

from typing import Any

import boto3
import pytest
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.request import Request, read

from functions.hired_agents.app import handler
from tests.standins.account import PREFIX, TABLES
from tests.standins.gateway import Said, ask
from tests.standins.hired import hire, row, working
from tests.standins.platform import CUSTOMER, TENANT, settle_in

pytestmark = pytest.mark.usefixtures("types")
SPOOFED = {
    "X-Tenant-Id": "otherfirm",
    "X-User-Id": "usr_victim",
    "X-Correlation-Id": "cor_spoofed",
    "X-Metering-Trial": "converted",
    "X-Metering-Budget-Cents": "999999",
    "X-Metering-Signature": "spoofed",
    "X-Forwarded-For": "203.0.113.9",
}
SPELLINGS = {
    "as it is": str,
    "lower": str.lower,
    "UPPER": str.upper,
    "mixed": str.swapcase,
    "with underscores": lambda name: name.replace("-", "_"),
    "with a space": lambda name: f"{name} ",
}


def call(method: str, path: str, body: Any, headers: dict[str, str], *, several: bool = False) -> Said:
    """With each header once, or repeated as the gateway hands repeats over: the true one first, the spoofed last."""

    def gateway(event: Any, context: Any) -> dict[str, Any]:
        repeated = {name: [TENANT, value] for name, value in headers.items()}
        return handler({**event, "multiValueHeaders": repeated} if several else event, context)

    return ask(gateway, method, f"/api/v1/hired-agents{path}", body, **({} if several else headers))


def stored() -> str:
    client = boto3.client("dynamodb")
    return "".join(str(client.scan(TableName=f"{PREFIX}-{name}")["Items"]) for name in TABLES)


@pytest.mark.parametrize("several", [False, True], ids=["once", "repeated"])
@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
def test_agp1_cp_2_4_a_spoofed_header_changes_neither_who_acts_nor_on_what_terms(
    spelling: Any, several: bool
) -> None:
    settle_in("usr_victim")
    settle_in(CUSTOMER, "otherfirm")
    agent = working()
    headers = {spelling(name): value for name, value in SPOOFED.items()}
    said = call("POST", f"/{agent['agent_id']}/mode", {"mode": "draft"}, headers, several=several)
    assert said.status == 200
    assert (said.body["owner_id"], said.body["mode"], said.body["trial_status"]) == (
        CUSTOMER,
        "draft",
        "active",
    )
    after = row(agent["agent_id"])
    assert (after["trial"], after["budget_cents"]) == (agent["trial"], agent["budget_cents"])
    entry = Items(LEDGER).get(Keys(TENANT).audit_entry(after["entries"][-1])) or {}
    assert (entry["tenant_id"], entry["actor"]) == (TENANT, f"user:{CUSTOMER}")
    assert said.headers["X-Correlation-Id"] == entry["correlation_id"] != "cor_spoofed"
    assert "spoofed" not in stored()


def test_agp1_cp_2_4_nobody_gets_in_by_headers_alone() -> None:
    agent_id = hire().body["agent_id"]
    headers = {"X-Tenant-Id": TENANT, "X-User-Id": CUSTOMER, "X-Metering-Signature": "spoofed"}
    said = ask(handler, "GET", f"/api/v1/hired-agents/{agent_id}", user="", **headers)
    assert said.status == 401


def test_agp1_cp_2_4_a_refusal_too_names_a_correlation_id_of_ours() -> None:
    said = call("GET", "/agt_none", None, SPOOFED)
    assert said.status == 404
    assert said.body["correlation_id"] == said.headers["X-Correlation-Id"] != "cor_spoofed"


@pytest.mark.parametrize("several", [False, True], ids=["once", "repeated"])
@pytest.mark.parametrize("spelling", [str, str.lower, str.upper, str.swapcase])
def test_agp1_cp_2_4_no_view_ever_sees_a_spoofed_header(spelling: Any, several: bool) -> None:
    seen: list[Request] = []

    def looking(event: Any, context: Any) -> dict[str, Any]:
        headers = {spelling(name): value for name, value in SPOOFED.items()}
        more = {"multiValueHeaders": {name: [TENANT, value] for name, value in headers.items()}}
        seen.append(read({**event, **more} if several else {**event, "headers": headers}, context))
        return handler(event, context)

    ask(looking, "GET", "/api/v1/hired-agents", Accept="application/json")
    assert not [name for name in seen[0].headers if name.startswith(("x-", "X-"))]
    assert seen[0].correlation_id != "cor_spoofed"
