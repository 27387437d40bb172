"""A tenant with a marketing and a trading agent, their goals, and the Lambdas and the model that a run asks."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from greenlight import goal_runs
from greenlight.declare import AGENTS, LEDGER, TENANTS, VAULT
from greenlight.deliverables.ids import stable
from greenlight.deliverables.records import Deliverable
from greenlight.deliverables.store import Deliverables
from greenlight.goal_runs import GoalRun
from greenlight.items import Item, Items, commit
from greenlight.keys import Keys, new_id
from greenlight.type_records import published_items

from functions.goal_run import model as asked_model
from functions.goal_run.tests.server import ModelServer, serving
from infra.agent_types import shipped
from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account

__all__ = ["account"]
TENANT, OWNER, MAYA, TARA = "acmehealth", "usr_customer", "agt_maya", "agt_tara"
KNOWN = Keys(TENANT)
EPOCH = 1_795_000_000  # Wed 2026-11-18 11:06:40 UTC
KINDS = {MAYA: "marketing.healthcare.v1", TARA: "trading.delta_futures.v1"}
FACTS = {
    "provider": "delta_exchange_india", "symbol": "BTCUSD", "observed_at": "2026-11-18T11:06:41.000Z",
    "product": {
        "id": 27, "symbol": "BTCUSD", "contract_type": "perpetual_futures", "contract_value": "0.001",
        "contract_unit_currency": "BTC", "notional_type": "vanilla", "tick_size": "0.5", "state": "live",
        "trading_status": "operational", "position_size_limit": 229167, "only_reduce_only_orders_allowed": False,
    },
    "mark_price": "61500.5",
}  # fmt: skip


@pytest.fixture
def world(account: None) -> Iterator[Cloud]:
    """Tables as they are after hiring; the bus asks for everything that no test lets it deny."""
    _empty()
    with open_cloud() as cloud:
        cloud.functions["greenlight-test-deliver"] = Bus()
        cloud.functions["greenlight-test-effects"] = lambda _: {"ok": True, "facts": FACTS}
        for definition in shipped().values():
            for item in published_items(definition, "platform"):
                Items(AGENTS).put(item)
        yield cloud


class Bus:
    """The Lambda `deliver`, as far as a run needs it; `denied` are rules by tool or by deliverable."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.denied: dict[str, str] = {}

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        self.asked.append(request)
        rule = self.denied.get(request.get("tool") or request["deliverable_id"])
        said = {"rule": rule or "policy", "detail": "Not this." if rule else ""}
        if request["op"] == "judge":
            return {"decision": "deny" if rule else "ask", **said}
        if rule:
            return {"status": "denied", **said}
        return {"status": "pending_review", "approval_id": "apr_1", "digest": "d" * 64}


def bus(world: Cloud) -> Bus:
    found = world.functions["greenlight-test-deliver"]
    assert isinstance(found, Bus)
    return found


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    """The offline stand-in behind real HTTP, priced so that a call costs some cents."""
    with serving() as server:
        for name, value in {
            "OPENAI_BASE_URL": server.url, "OPENAI_MODEL": "offline", "MODEL_INPUT_CENTS": "500",
            "MODEL_OUTPUT_CENTS": "3000",
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        asked_model.json_model.cache_clear()
        yield server
    asked_model.json_model.cache_clear()


def _empty() -> None:
    for table in (AGENTS, LEDGER, TENANTS, VAULT):
        for item in _all(table.name):
            Items(table).delete({"pk": item["pk"], "sk": item["sk"]})


def _all(name: str) -> list[Item]:
    from greenlight.packing import unpack
    from greenlight.writes import dynamodb

    return [unpack(item) for item in dynamodb().scan(TableName=f"greenlight-test-{name}")["Items"]]


def hire(agent_id: str = MAYA, *, config: dict[str, Any] | None = None, **changes: Any) -> None:
    """With its type's sample configuration, and its accounts connected."""
    kind = shipped()[KINDS[agent_id]]
    configured = {**kind["sample_config"], "timezone": "UTC", **(config or {})}
    agent = {
        "agent_id": agent_id, "name": configured["nickname"], "agent_type_id": KINDS[agent_id], "version": 1,
        "status": "active", "capabilities": {"tools": kind["tools"]}, "planner_config": {"persona": kind["persona"]},
        "config": configured, "owner_id": OWNER, "enforcement": {"limits": configured.get("risk_limits", {})},
        "budget_cents": 500, "trial": {"status": "none"},
    }  # fmt: skip
    Items(AGENTS).put({**KNOWN.agent(OWNER, agent_id), **agent, **changes})
    connections = configured.get("platform_credentials") or {
        "delta_exchange_india": configured["exchange_credential_ref"]
    }
    for provider, ref in connections.items():
        connect(ref, provider)


def connect(ref: str, provider: str, **changes: Any) -> None:
    identity = {
        "instance": "mastodon.example",
        "account_id": "178",
        "page_id": "10",
        "author_urn": "urn:li:person:1",
    }
    said = {
        "credential_ref": ref,
        "provider": provider,
        "user_id": OWNER,
        "status": "connected",
        "identity": identity,
    }
    Items(VAULT).put({**KNOWN.credential(ref), **said, **changes})


def run_of(
    template: str, agent_id: str = MAYA, *, settings: dict[str, Any] | None = None, **changes: Any
) -> GoalRun:  # fmt: skip
    """A queued run of a new goal, with the template's sample settings unless a test has its own."""
    found = next(
        one for one in shipped()[KINDS[agent_id]]["goal_templates"] if one["goal_template_id"] == template
    )
    goal_id = new_id("gol")
    goal = {
        "goal_id": goal_id, "title": found["title"], "timezone": "UTC", "status": "active",
        "settings_json": json.dumps(found["sample_settings"] if settings is None else settings),
    }  # fmt: skip
    Items(AGENTS).put({**KNOWN.goal(OWNER, agent_id, goal_id), **goal})
    fields = {
        "goal_run_id": stable("grn", EPOCH, goal_id), "tenant_id": TENANT, "user_id": OWNER, "agent_id": agent_id,
        "goal_id": goal_id, "agent_type_id": KINDS[agent_id], "type_version": 1, "goal_template_id": template,
        "correlation_id": "cor_1",
    }  # fmt: skip
    commit(goal_runs.beginning({**fields, **changes}))
    return goal_runs.get(TENANT, str({**fields, **changes}["goal_run_id"]))


def again(run: GoalRun) -> GoalRun:
    return goal_runs.get(TENANT, run.goal_run_id)


def play(run: GoalRun) -> GoalRun:
    """As the state machine does, one step after the other; the run as it ends."""
    from functions.goal_run import app

    given = {"tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id}
    step = app.goal_enforce(given, None)
    if step["next"] == "over":
        return again(run)
    if step["next"] == "compose":
        app.goal_draft({**given, "item": "canonical"}, None)
    for item in step["items"]:
        app.goal_draft(item, None)
    app.goal_store(given, None)
    app.goal_open(given, None)
    app.goal_notify(given, None)
    return again(run)


def deliverables(run: GoalRun) -> list[Deliverable]:
    return [Deliverables(TENANT).get(one) for one in again(run).deliverable_ids]


def outbox(kind: str) -> list[dict[str, Any]]:
    rows = Items(LEDGER).every(f"TENANT#{TENANT}#OUTBOX")
    return [json.loads(row["body"]) for row in rows if row["kind"] == kind]


def denials() -> list[Item]:
    return list(Items(LEDGER).every(KNOWN.denial("any")["pk"]))


def spent(agent_id: str = MAYA) -> Item:
    """The agent's budget of this month."""
    from datetime import UTC, datetime

    return Items(LEDGER).get(KNOWN.budget(agent_id, datetime.now(UTC).strftime("%Y-%m"))) or {}
