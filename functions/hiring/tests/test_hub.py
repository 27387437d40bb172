"""My agents in one call, for the selector and the hub (seed 004's epic AGP1-CP-1, the API's side)."""

import time
from typing import Any

import boto3
import pytest
from greenlight import aws
from greenlight.declare import AGENTS, LEDGER, VAULT
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.spending import month_of
from greenlight.threads.records import utc

from tests.standins.approvals import PEOPLE
from tests.standins.hired import (
    EXCHANGE,
    MARKETING,
    TRADING,
    connect,
    draft,
    finalize,
    hire,
    marketing,
    trading,
)
from tests.standins.platform import AGENT, TENANT

from .conftest import ask, outdate


def summary(user: str, selected: str = "") -> dict[str, Any]:
    said = ask("GET", f"/my-agents/summary?selected={selected}", user=user)
    assert said.status == 200
    found: dict[str, Any] = said.body
    return found


def configured(user: str, agent_type_id: str, config: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = hire(agent_type_id, user=user).body
    assert draft(made["subscription_id"], config, user=user).status == 200
    assert finalize(made["agent_id"], user=user).status == 200
    return made


def test_agp1_cp_1_1_the_selector_shows_nickname_id_and_subscription_of_each(person: str) -> None:
    config = marketing(platform_credentials={"mastodon": connect("mastodon", person)}, nickname="Maya")
    first, second = configured(person, MARKETING, config), hire(TRADING, user=person).body
    shown = summary(person)["instances"]
    assert [
        (one["nickname"], one["agent_id"], one["subscription_id"], one["subscription_status"])
        for one in shown
    ] == [
        ("Maya", first["agent_id"], first["subscription_id"], "active"),
        ("Share Trading", second["agent_id"], second["subscription_id"], "active"),
    ]


def test_agp1_cp_1_1_an_agent_of_any_type_is_shown_alike(person: str) -> None:
    made = [hire(kind, user=person).body for kind in ("coach.v1", MARKETING, TRADING)]
    shown = summary(person)["instances"]
    assert [one["agent_id"] for one in shown] == [one["agent_id"] for one in made]
    assert len({tuple(one) for one in shown}) == 1


def test_agp1_cp_1_1_the_selected_one_is_by_agent_by_subscription_or_the_first(person: str) -> None:
    first, second = (hire(MARKETING, user=person).body for _ in range(2))
    assert summary(person)["selected"] == first["agent_id"]
    assert summary(person, second["agent_id"])["selected"] == second["agent_id"]
    assert summary(person, second["subscription_id"])["selected"] == second["agent_id"]
    assert summary(person, "sub_long_gone")["selected"] == first["agent_id"]


def test_who_has_hired_nobody_has_nothing_selected(person: str) -> None:
    assert summary(person) == {"instances": [], "selected": None, "usage": None}


def test_agp1_cp_1_2_both_tabs_open_as_the_agent_comes_along(person: str) -> None:
    config = marketing(platform_credentials={"mastodon": connect("mastodon", person)})
    hire(MARKETING, user=person)
    configured(person, MARKETING, config)
    tabs = [(one["can_configure"], one["can_set_goals"]) for one in summary(person)["instances"]]
    assert tabs == [(True, False), (True, True)]


def test_agp1_cp_1_2_after_the_end_nothing_is_changed_and_beyond_retention_all_is_disabled(
    person: str,
) -> None:
    made = hire(MARKETING, user=person).body
    ask("POST", f"/subscriptions/{made['subscription_id']}/end", user=person)
    [kept] = summary(person)["instances"]
    flags = ("subscription_status", "status", "can_configure", "can_set_goals", "disabled")
    assert [kept[name] for name in flags] == ["ended", "disabled", False, False, False]
    assert kept["retention_until"] is not None
    outdate(person, made["subscription_id"], retention_until=utc(time.time() - 1))
    assert summary(person)["instances"][0]["disabled"] is True


def test_agp1_cp_1_3_one_call_has_all_that_the_hub_shows(person: str) -> None:
    made = configured(person, TRADING, trading(exchange_credential_ref=connect(EXCHANGE, person)))
    Items(AGENTS).update(
        Keys(TENANT).agent(person, made["agent_id"]), "ADD goals_completed :two", values={":two": 2}
    )
    [shown] = summary(person)["instances"]
    assert (shown["configured"], shown["goals_completed"], shown["trial_status"]) == (True, 2, "active")
    assert shown["trial"] == made["trial"]
    assert (shown["agent_type_id"], shown["type_version"], shown["title"]) == (TRADING, 1, "Share Trading")
    assert (shown["status"], shown["mode"], shown["plan"]) == ("active", "live", "trial")
    assert shown["connection_health"] == "connected"


def test_agp1_cp_1_3_the_one_call_takes_four_reads_however_many_agents(person: str) -> None:
    config = marketing(platform_credentials={"mastodon": connect("mastodon", person)})
    for _ in range(5):
        configured(person, MARKETING, config)
    client, asked = boto3.client("dynamodb"), []
    client.meta.events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))
    with aws.using("dynamodb", client):
        assert len(summary(person)["instances"]) == 5
    assert asked == ["GetItem", "Query", "BatchGetItem", "BatchGetItem"]


def test_agp1_cp_1_3_the_selected_one_says_what_it_used_of_trial_and_budget(person: str) -> None:
    first, second = (hire(MARKETING, user=person).body["agent_id"] for _ in range(2))
    now, keys = time.time(), Keys(TENANT)
    month = month_of(now)
    holds = {"hold_a": {"cents": 30, "until": int(now) + 60}, "hold_b": {"cents": 9, "until": int(now) - 60}}
    Items(LEDGER).put({**keys.trial(second), "calls": 3, "goal_runs": 2})
    Items(LEDGER).put({**keys.budget(second, month), "committed": 164, "held": 2, "spent": 125, **holds})
    assert summary(person, second)["usage"] == {
        "agent_id": second, "actions": 3, "goal_runs": 2,
        "month": month, "budget_cents": 2000, "spent_cents": 125, "held_cents": 30,
    }  # fmt: skip
    unused = summary(person, first)["usage"]
    assert [unused[name] for name in ("agent_id", "actions", "goal_runs", "spent_cents", "held_cents")] == [
        first, 0, 0, 0, 0,
    ]  # fmt: skip


def test_a_trial_that_is_over_is_shown_as_expired(person: str) -> None:
    made = hire(MARKETING, user=person).body
    trial = {
        "status": "active",
        "started_at": utc(time.time() - 9),
        "ends_at": utc(time.time() - 1),
        "caps": {},
    }
    Items(AGENTS).update(
        Keys(TENANT).agent(person, made["agent_id"]), "SET trial = :trial", values={":trial": trial}
    )
    assert summary(person)["instances"][0]["trial_status"] == "expired"


@pytest.mark.parametrize(
    ("statuses", "worst"),
    [
        (("connected", "connected"), "connected"),
        (("needs_reconnect", "connected"), "needs_reconnect"),
        (("needs_reconnect", "revoked"), "revoked"),
    ],
)
def test_the_health_of_an_instance_is_that_of_its_worst_connection(
    person: str, statuses: tuple[str, str], worst: str
) -> None:
    named = {name: connect(name, person) for name in ("mastodon", "linkedin")}
    configured(person, MARKETING, marketing(platform_credentials=named))
    for ref, status in zip(named.values(), statuses, strict=True):
        Items(VAULT).update(
            Keys(TENANT).credential(ref), "SET #s = :s", values={":s": status}, names={"#s": "status"}
        )
    [shown] = summary(person)["instances"]
    assert shown["connection_health"] == worst
    assert [(one["place"], one["provider"], one["status"]) for one in shown["connections"]] == [
        ("/platform_credentials/mastodon", "mastodon", statuses[0]),
        ("/platform_credentials/linkedin", "linkedin", statuses[1]),
    ]


def test_an_instance_without_connections_has_no_health(person: str) -> None:
    hire("coach.v1", user=person)
    assert summary(person)["instances"][0]["connection_health"] == "none"


def test_an_agent_that_the_platform_lends_is_shown_without_a_subscription(types: None) -> None:
    [coach] = summary(PEOPLE["customer"])["instances"]
    assert (coach["agent_id"], coach["subscription_id"], coach["subscription_status"]) == (
        AGENT,
        None,
        "none",
    )
    assert (coach["trial_status"], coach["disabled"], coach["can_configure"]) == ("none", False, False)


def test_another_persons_agents_are_not_among_them(person: str) -> None:
    hire(MARKETING, user=person)
    assert {one["agent_id"] for one in summary(PEOPLE["customer"])["instances"]} == {AGENT}
    assert ask("GET", "/my-agents/summary", user=PEOPLE["viewer"]).body["rule"] == "role"
