"""Configuring: as far as it has come, then as a whole (seed 004's epics AGP1-CP-2 and AGP1-PLANT-2, the API's side)."""

from typing import Any

import pytest
from greenlight.agents import hired
from greenlight.declare import AGENTS, LEDGER
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.type_records import published_items

from infra.agent_types import shipped
from tests.standins.approvals import PEOPLE
from tests.standins.hired import (
    EXCHANGE,
    MARKETING,
    TRADING,
    at,
    connect,
    draft,
    finalize,
    hire,
    marketing,
    row,
    trading,
    working,
)
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import ask

pytestmark = pytest.mark.usefixtures("types")
BROKEN: list[tuple[str, dict[str, Any], str]] = [
    (MARKETING, {"timezone": "Mars/Olympus"}, "/config/timezone"),
    (MARKETING, {"primary_language": "Klingon"}, "/config/primary_language"),
    (MARKETING, {"brand_name": 7}, "/config/brand_name"),
    (MARKETING, {"offerings": []}, "/config/offerings"),
    (MARKETING, {"platforms_enabled": ["myspace"]}, "/config/platforms_enabled/0"),
    (MARKETING, {"review_policy": "never"}, "/config/review_policy"),
    (MARKETING, {"constraints": {"max_length": 1}}, "/config/constraints/max_length"),
    (MARKETING, {"favourite_colour": "red"}, "/config/favourite_colour"),
    (TRADING, {"allowed_coins": ["LUNA"]}, "/config/allowed_coins/0"),
    (TRADING, {"default_coin": "XRP", "allowed_coins": ["BTC"]}, "/config/default_coin"),
    (TRADING, {"risk_limits": {"max_units_per_order": 0}}, "/config/risk_limits/max_units_per_order"),
    (TRADING, {"execution_policy": "yolo"}, "/config/execution_policy"),
    (TRADING, {"exchange_provider": "elsewhere"}, "/config/exchange_provider"),
]
NEEDED = [
    (kind, field) for kind in (MARKETING, TRADING) for field in shipped()[kind]["config_schema"]["required"]
]


def whole(kind: str, **changes: Any) -> dict[str, Any]:
    return {**(marketing() if kind == MARKETING else trading()), **changes}


def test_agp1_cp_2_1_one_answer_is_enough_to_render_the_form() -> None:
    made = hire().body
    said = ask("GET", f"/by-subscription/{made['subscription_id']}").body
    assert said["agent_id"] == made["agent_id"]
    assert said["config_schema"] == shipped()[MARKETING]["config_schema"]
    assert (said["config"], said["config_draft"], said["configured"]) == ({}, {}, False)
    assert [one["pointer"] for one in said["missing"]] == [
        f"/config/{name}" for name in said["config_schema"]["required"]
    ]
    kinds = {name: part["type"] for name, part in said["config_schema"]["properties"].items()}
    assert {"string", "array", "object"} == set(kinds.values())


def test_agp1_cp_2_1_a_draft_is_kept_as_far_as_it_has_come() -> None:
    made = hire().body
    said = draft(made["subscription_id"], {"nickname": "Maya", "timezone": "Asia/Kolkata"})
    assert said.status == 200
    assert said.body["config_draft"] == {"nickname": "Maya", "timezone": "Asia/Kolkata"}
    assert said.body["configured"] is False
    assert "/config/brand_name" in [one["pointer"] for one in said.body["missing"]]
    again = ask("GET", f"/{made['agent_id']}")
    assert again.body == said.body
    assert again.headers["ETag"] == '"2"'


def test_agp1_plant_2_1_an_agent_is_configured_when_its_type_needs_nothing_more() -> None:
    for kind in (MARKETING, TRADING):
        made = hire(kind).body
        said = draft(made["subscription_id"], whole(kind))
        assert (said.body["configured"], said.body["missing"]) == (True, [])
        assert finalize(made["agent_id"]).body["status"] == "active"


@pytest.mark.parametrize(("kind", "field"), NEEDED, ids=lambda value: value)
def test_agp1_plant_2_1_each_required_field_is_asked_for_by_its_name(kind: str, field: str) -> None:
    made, config = hire(kind).body, whole(kind)
    del config[field]
    said = draft(made["subscription_id"], config)
    assert (said.status, said.body["configured"]) == (200, False)
    assert [one["pointer"] for one in said.body["missing"]] == [f"/config/{field}"]
    refused = finalize(made["agent_id"])
    assert (refused.status, refused.body["errors"]) == (422, said.body["missing"])
    assert row(made["agent_id"])["status"] == "paused"


@pytest.mark.parametrize(("kind", "change", "pointer"), BROKEN, ids=lambda value: str(value)[:40])
def test_agp1_plant_2_1_what_is_wrong_is_named_and_not_kept(
    kind: str, change: dict[str, Any], pointer: str
) -> None:
    made = hire(kind).body
    said = draft(made["subscription_id"], whole(kind, **change))
    assert (said.status, [one["pointer"] for one in said.body["errors"]]) == (422, [pointer])
    assert row(made["agent_id"])["config_draft"] == {}


def test_agp1_plant_2_1_each_platform_that_is_enabled_needs_its_account() -> None:
    made = hire().body
    config = {**marketing(), "platforms_enabled": ["mastodon", "linkedin"]}
    said = draft(made["subscription_id"], config).body
    assert [one["pointer"] for one in said["missing"]] == ["/config/platform_credentials/linkedin"]
    assert finalize(made["agent_id"]).status == 422


def test_finalising_puts_the_draft_in_force_and_begins_the_work() -> None:
    made = hire().body
    draft(made["subscription_id"], marketing(nickname="Maya"))
    said = finalize(made["agent_id"]).body
    assert (said["status"], said["configured"], said["name"]) == ("active", True, "Maya")
    assert (said["paused_reason"], said["missing"]) == ("", [])
    assert said["config"] == said["config_draft"]
    assert hired(TENANT, CUSTOMER, made["agent_id"]).config == said["config"]


def test_a_later_draft_changes_nothing_before_it_is_finalised() -> None:
    agent = working()
    after = {**agent["config"], "brand_name": "Moonrise"}
    said = draft(agent["subscription_id"], after).body
    assert (said["config"]["brand_name"], said["config_draft"]["brand_name"]) == (
        "Sunrise Dental",
        "Moonrise",
    )
    assert hired(TENANT, CUSTOMER, agent["agent_id"]).config["brand_name"] == "Sunrise Dental"
    assert finalize(agent["agent_id"]).body["config"]["brand_name"] == "Moonrise"


def test_a_later_draft_that_is_not_whole_leaves_the_agent_configured() -> None:
    agent = working()
    said = draft(agent["subscription_id"], {"nickname": "Maya"}).body
    assert (said["configured"], said["status"]) == (True, "active")
    assert finalize(agent["agent_id"]).status == 422
    assert row(agent["agent_id"])["config"] == agent["config"]


def test_finalising_again_does_not_wake_one_who_was_paused() -> None:
    agent = working()
    ask("POST", f"/{agent['agent_id']}/pause")
    draft(agent["subscription_id"], agent["config"])
    assert finalize(agent["agent_id"]).body["status"] == "paused"


def test_an_agent_keeps_the_version_that_it_was_hired_by() -> None:
    made = hire().body
    definition = {**shipped()[MARKETING], "version": 2}
    definition["config_schema"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {},
        "required": [],
    }
    for item in published_items(definition, "platform"):
        Items(AGENTS).put(item)
    said = ask("GET", f"/{made['agent_id']}").body
    assert (said["version"], said["config_schema"]) == (1, shipped()[MARKETING]["config_schema"])
    assert draft(made["subscription_id"], marketing()).status == 200
    assert finalize(made["agent_id"]).status == 200
    for item in published_items(shipped()[MARKETING], "platform"):
        Items(AGENTS).put(item)


def test_the_limits_of_an_order_come_from_config_and_account_the_stricter_one() -> None:
    ref = connect(EXCHANGE, risk_limits={"max_units_per_order": 3, "max_notional_inr": 900_000})
    config = trading(exchange_credential_ref=ref)
    config["risk_limits"] = {"max_units_per_order": 5, "max_notional_inr": 400_000}
    enforced = row(working(TRADING, config)["agent_id"])["enforcement"]
    assert enforced["risk_limits"] == [
        {"tool": "trading.place_order", "pointer": "/symbol", "one_of": ["BTCUSD", "ETHUSD"]},
        {"tool": "trading.place_order", "pointer": "/size", "max": 3},
        {"tool": "trading.close_position", "pointer": "/size", "max": 3},
    ]
    assert enforced["limits"] == {"max_units_per_order": 3, "max_notional_inr": 400_000}
    assert enforced["approvals"] == shipped()[TRADING]["enforcement_defaults"]["approvals"]
    assert enforced["fx"] == shipped()[TRADING]["enforcement_defaults"]["fx"]


def test_name_and_mode_hold_at_once() -> None:
    made = hire().body
    said = draft(made["subscription_id"], {}, said={"name": "Max", "mode": "rehearse"}).body
    assert (said["name"], said["mode"]) == ("Max", "rehearse")
    kept = draft(made["subscription_id"], {}).body
    assert (kept["name"], kept["mode"]) == ("Max", "rehearse")


def test_two_who_saw_the_same_revision_do_not_overwrite_each_other() -> None:
    made = hire().body
    first = draft(made["subscription_id"], {"nickname": "A"}, **{"If-Match": '"1"'})
    second = draft(made["subscription_id"], {"nickname": "B"}, **{"If-Match": '"1"'})
    assert (first.status, second.status) == (200, 412)
    assert finalize(made["agent_id"], **{"If-Match": '"1"'}).status == 412
    assert row(made["agent_id"])["config_draft"] == {"nickname": "A"}


def test_what_has_ended_is_configured_no_more() -> None:
    agent = working()
    at("hiring", "POST", f"/api/cp/subscriptions/{agent['subscription_id']}/end")
    assert draft(agent["subscription_id"], agent["config"]).status == 410
    assert finalize(agent["agent_id"]).status == 410
    assert ask("GET", f"/{agent['agent_id']}").body["status"] == "disabled"


def test_a_change_is_on_record_by_what_changed_and_never_by_its_values() -> None:
    agent = working(MARKETING, marketing(brand_name="Very Own Brand"))
    entries = [Items(LEDGER).get(Keys(TENANT).audit_entry(entry_id)) or {} for entry_id in agent["entries"]]
    assert [one["what"] for one in entries] == ["agent.hired", "agent.drafted", "agent.finalized"]
    assert "brand_name" in entries[1]["details"]
    assert "Very Own Brand" not in str(entries)


@pytest.mark.parametrize("role", ["approver", "operator", "viewer"])
def test_only_a_customer_configures(role: str) -> None:
    assert draft("sub_1", {}, user=PEOPLE[role]).body["rule"] == "role"
