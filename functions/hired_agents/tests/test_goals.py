"""Goals by their routes (seed 004's stories AGP1-PLANT-3.1 and, the API's side, AGP1-CP-3.1)."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from greenlight.declare import AGENTS, LEDGER
from greenlight.items import Item, Items
from greenlight.keys import Keys, new_id

from tests.standins.approvals import PEOPLE
from tests.standins.hired import MARKETING, TRADING, at, hire, marketing, trading, working
from tests.standins.platform import CUSTOMER, TENANT

from .conftest import ask

pytestmark = pytest.mark.usefixtures("types")
WEEKLY = {"goal_template_id": "weekly_multichannel_batch", "settings": {"topic": "Spring check-ups"}}
INTENT = "trade_intent_draft"


@pytest.fixture(scope="module")
def maya(types: None) -> Item:
    return working(MARKETING, marketing(timezone="Asia/Kolkata"))


def put(agent: Item, body: dict[str, Any], goal_id: str = "", **more: Any) -> Any:
    return ask("PUT", f"/{agent['agent_id']}/goals/{goal_id or new_id('gol')}", body, **more)


def get(agent: Item, goal_id: str = "", **more: Any) -> Any:
    return ask("GET", f"/{agent['agent_id']}/goals{'/' if goal_id else ''}{goal_id}", **more)


def rows(kind: str) -> list[dict[str, Any]]:
    """Bodies of the tenant's outbox rows of that kind."""
    every = Items(LEDGER).every(Keys(TENANT).outbox("any")["pk"])
    return [json.loads(row["body"]) for row in every if row["kind"] == kind]


def scheduled(goal_id: str) -> int:
    return sum(body.get("goal_id") == goal_id for body in rows("schedule"))


def test_agp1_plant_3_1_a_goal_of_a_template_is_stored_with_the_agent(maya: Item) -> None:
    said = put(maya, WEEKLY)
    assert said.status == 201
    goal = said.body
    assert (goal["agent_id"], goal["title"], goal["frequency"], goal["timezone"]) == (
        maya["agent_id"], "Weekly multichannel posting batch", "weekly", "Asia/Kolkata",
    )  # fmt: skip
    assert (goal["agent_type_id"], goal["type_version"], goal["revision"]) == (MARKETING, 1, 1)
    assert goal["next_slot"].endswith("T09:00")
    assert get(maya, goal["goal_id"]).body == goal
    assert goal in get(maya).body["items"]
    assert scheduled(goal["goal_id"]) == 1


def test_agp1_plant_3_1_what_settings_leave_out_comes_from_the_configuration_and_the_schema(
    maya: Item,
) -> None:
    settings = put(maya, WEEKLY).body["settings"]
    assert settings["platforms"] == ["mastodon"]  # x-default-from the configuration
    assert settings["language"] == maya["config"]["primary_language"]
    assert settings["tone"] == "friendly"  # the schema's own


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"goal_template_id": "world_peace"}, "/goal_template_id"),
        ({"goal_template_id": INTENT}, "/goal_template_id"),  # of another type
        ({"frequency": "daily"}, "/frequency"),
        ({"timezone": "Mars/Olympus"}, "/timezone"),
        ({"settings": {}}, "/settings/topic"),
        ({"settings": {"topic": "x", "platforms": ["linkedin"]}}, "/settings/platforms/0"),  # not enabled
        ({"settings": {"topic": "x", "favourite": 1}}, "/settings/favourite"),
        ({"settings": {"topic": "x", "access_token": "abc"}}, "/settings/access_token"),
        ({"schedule": {"time": "25:00"}}, "/schedule/time"),
        ({"schedule": {"day": 32}}, "/schedule/day"),
        ({"misfire": {"rule": "backfill", "most": 3}}, ""),
        ({"misfire": {"rule": "backfill", "most": 11}}, "/misfire/most"),
        ({"user_id": "usr_other"}, "/user_id"),
    ],
    ids=str,
)
def test_agp1_plant_3_1_what_does_not_fit_the_template_is_refused_where_it_stands(
    maya: Item, change: dict[str, Any], pointer: str
) -> None:
    goal_id = new_id("gol")
    said = put(maya, {**WEEKLY, **change}, goal_id)
    assert (said.status, said.body["errors"][0]["pointer"]) == (422, pointer)
    assert get(maya, goal_id).status == 404
    assert scheduled(goal_id) == 0


def test_what_looks_like_a_secret_is_neither_kept_nor_repeated(maya: Item) -> None:
    secret = "sk-live-9f8e7d6c5b4a39281706f5e4d3c2b1a0"
    said = put(maya, {**WEEKLY, "settings": {"topic": f"use {secret}"}})
    assert said.status == 422
    assert secret not in json.dumps(said.body)


def test_agp1_plant_3_1_a_goal_is_changed_on_the_revision_that_was_seen(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    changed = {**WEEKLY, "title": "Fridays", "schedule": {"time": "18:15", "weekday": "FRI"}}
    said = put(maya, changed, goal_id, **{"If-Match": '"1"'})
    assert (said.status, said.body["revision"], said.headers["ETag"]) == (200, 2, '"2"')
    assert (said.body["title"], said.body["schedule"]) == (
        "Fridays", {"time": "18:15", "weekday": "FRI", "day": 1},
    )  # fmt: skip
    assert put(maya, WEEKLY, goal_id, **{"If-Match": '"1"'}).status == 412
    assert put(maya, WEEKLY, **{"If-Match": '"1"'}).status == 412
    assert len(said.body["entries"]) == 2
    assert scheduled(goal_id) == 2


def test_a_changed_rhythm_counts_from_now_and_other_changes_move_nothing(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    key = Keys(TENANT).goal(CUSTOMER, maya["agent_id"], goal_id)
    Items(AGENTS).update(key, "SET since = :past", values={":past": 1_700_000_000})
    put(maya, {**WEEKLY, "title": "Other words"}, goal_id)
    assert since(key) == 1_700_000_000
    put(maya, {**WEEKLY, "timezone": "Europe/Berlin"}, goal_id)
    assert since(key) > 1_700_000_000


def since(key: Any) -> int:
    found = Items(AGENTS).get(key)
    assert found is not None
    return int(found["since"])


def test_a_paused_goal_leaves_the_net_and_counts_from_when_it_goes_on(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    key = Keys(TENANT).goal(CUSTOMER, maya["agent_id"], goal_id)
    paused = put(maya, {**WEEKLY, "status": "paused"}, goal_id).body
    assert (paused["status"], paused["next_slot"], paused["next_at"]) == ("paused", None, None)
    assert "gsi2pk" not in (Items(AGENTS).get(key) or {})
    Items(AGENTS).update(key, "SET since = :past", values={":past": 1_700_000_000})
    assert put(maya, WEEKLY, goal_id).body["next_slot"]
    assert since(key) > 1_700_000_000
    assert "gsi2pk" in (Items(AGENTS).get(key) or {})


def test_agp1_plant_3_1_a_goal_that_is_deleted_is_gone_and_its_schedule_follows(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    url = f"/{maya['agent_id']}/goals/{goal_id}"
    assert ask("DELETE", url, **{"If-Match": '"7"'}).status == 412
    assert ask("DELETE", url).status == 204
    assert (get(maya, goal_id).status, ask("DELETE", url).status) == (404, 404)
    assert scheduled(goal_id) == 2


def test_agp1_plant_3_1_the_collection_takes_and_drops_a_goal_as_seed_004_names_the_route(maya: Item) -> None:
    url = f"/{maya['agent_id']}/goals"
    made = ask("PUT", url, WEEKLY)
    assert made.status == 201
    goal_id = made.body["goal_id"]
    assert ask("PUT", url, {**WEEKLY, "goal_id": goal_id, "title": "Again"}).body["revision"] == 2
    assert ask("DELETE", url).status == 422
    assert ask("DELETE", f"{url}?goal_id={goal_id}").status == 204
    assert get(maya, goal_id).status == 404


def test_another_persons_goals_are_not_there(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    missing = get(maya, goal_id, user=PEOPLE["approver"])
    assert (missing.status, get(maya, user=PEOPLE["approver"]).status) in {(404, 404), (403, 403)}
    assert get(maya, goal_id, tenant="othertenant", user="usr_o").status in {401, 403, 404}
    assert put(maya, WEEKLY, goal_id, tenant="othertenant", user="usr_o").status in {401, 403, 404}


def test_an_id_that_is_another_agents_is_refused_as_if_it_were_not_there(maya: Item) -> None:
    """Slots are claimed by the goal's id alone."""
    other = working(MARKETING)
    goal_id = put(maya, WEEKLY).body["goal_id"]
    assert put(other, WEEKLY, goal_id).status == 404
    ask("DELETE", f"/{maya['agent_id']}/goals/{goal_id}")
    assert put(other, WEEKLY, goal_id).status == 404
    assert put(maya, WEEKLY, goal_id).status == 201


@pytest.mark.parametrize("goal_id", ["mine", "gol_1", "gol_" + "Z" * 26, "gol_01ARZ3NDEKTSV4RRFFQ69G5FA%23",
                                     "gol_01ARZ3NDEKTSV4RRFFQ69G5FAV%0A"])  # fmt: skip
def test_an_id_that_no_goal_can_have_makes_none(maya: Item, goal_id: str) -> None:
    assert put(maya, WEEKLY, goal_id).status == 404


def test_an_agent_has_so_many_goals_and_a_list_comes_page_by_page() -> None:
    agent = working(TRADING, trading())
    report = {"goal_template_id": "guardrail_report"}
    made = [put(agent, report).status for _ in range(51)]
    assert made == [201] * 50 + [409]
    listed, cursor = [], ""
    for _ in range(3):
        page = ask("GET", f"/{agent['agent_id']}/goals?limit=20{cursor}").body
        listed += [one["goal_id"] for one in page["items"]]
        cursor = f"&cursor={quote(page['next_cursor'] or '')}"
    assert (len(set(listed)), page["next_cursor"]) == (50, None)


def run(agent: Item, goal_id: str, **more: Any) -> Any:
    return ask("POST", f"/{agent['agent_id']}/goals/{goal_id}/run", **more)


def test_a_goal_runs_when_its_customer_says_so() -> None:
    agent = working(TRADING, trading())
    settings = {"intent": "enter", "side": "buy", "size": 1, "order_type": "market_order"}
    made = put(agent, {"goal_template_id": INTENT, "settings": settings})
    assert (made.status, made.body["frequency"], made.body["next_slot"]) == (201, "on_demand", None)
    said = run(agent, made.body["goal_id"])
    assert (said.status, said.body["status"]) == (202, "queued")
    item = Items(AGENTS).get(Keys(TENANT).goal_run(said.body["goal_run_id"]))
    assert item is not None
    assert (item["trigger"], item["slot"], item["user_id"]) == ("manual", "", CUSTOMER)
    assert [body for body in rows("start") if body["name"] == said.body["goal_run_id"]] == [
        {"machine": "goal_run", "name": said.body["goal_run_id"], "input": {
            "tenant_id": TENANT, "goal_run_id": said.body["goal_run_id"],
            "correlation_id": said.headers["X-Correlation-Id"]}}
    ]  # fmt: skip
    assert get(agent, made.body["goal_id"]).body["active_run"] == said.body["goal_run_id"]


def test_while_a_run_is_at_work_another_is_refused_unless_the_goal_allows_it(maya: Item) -> None:
    goal_id = put(maya, WEEKLY).body["goal_id"]
    first = run(maya, goal_id).body["goal_run_id"]
    refused = run(maya, goal_id)
    assert (refused.status, refused.body["goal_run_id"]) == (409, first)
    put(maya, {**WEEKLY, "overlap": "allow"}, goal_id)
    assert run(maya, goal_id).status == 202
    put(maya, {**WEEKLY, "status": "paused"}, goal_id)
    assert run(maya, goal_id).status == 409


def test_an_agents_runs_are_listed_newest_first_and_by_goal(maya: Item) -> None:
    first, second = (put(maya, {**WEEKLY, "overlap": "allow"}).body["goal_id"] for _ in range(2))
    made = [run(maya, goal_id).body["goal_run_id"] for goal_id in (first, second, first)]
    url = f"/{maya['agent_id']}/goal-runs"
    listed = ask("GET", url).body["items"]
    assert [one["goal_run_id"] for one in listed][:3] == made[::-1]
    assert (listed[0]["status"], listed[0]["trigger"], listed[0]["detail"]) == ("queued", "manual", "")
    of_first = ask("GET", f"{url}?goal={first}&limit=100").body["items"]
    assert [one["goal_run_id"] for one in of_first] == [made[2], made[0]]
    assert ask("GET", url, user=PEOPLE["approver"]).status in {403, 404}


def test_a_run_with_an_idempotency_key_begins_once(maya: Item) -> None:
    goal_id = put(maya, {**WEEKLY, "overlap": "allow"}).body["goal_id"]
    asked = [run(maya, goal_id, **{"Idempotency-Key": "k1"}) for _ in range(2)]
    assert asked[0].body == asked[1].body
    assert asked[1].headers["Idempotent-Replayed"] == "true"


def test_agp1_cp_3_1_one_answer_of_the_type_is_enough_to_render_the_form_of_each_template(maya: Item) -> None:
    """What the page shows: the templates of the agent's type; what it sends: settings by their schema."""
    said = at("agent_types", "GET", f"/api/v1/agent-types/{MARKETING}").body
    templates = said.get("definition", said)["goal_templates"]
    assert [one["goal_template_id"] for one in templates] == [
        "weekly_multichannel_batch", "daily_micro_post", "monthly_campaign_pack",
    ]  # fmt: skip
    for template in templates:
        assert {"title", "description", "settings_schema", "default_frequency"} <= template.keys()
        sample = {name: value for name, value in template["sample_settings"].items() if name != "platforms"}
        made = put(maya, {"goal_template_id": template["goal_template_id"], "settings": sample})
        assert (made.status, made.body["frequency"]) == (201, template["default_frequency"])


def test_agp1_cp_3_1_what_was_saved_is_there_when_it_is_read_again(maya: Item) -> None:
    made = put(maya, {**WEEKLY, "settings": {"topic": "Naïve café ☕ 0.10", "hours_between": 0}}).body
    read = get(maya, made["goal_id"]).body
    assert read["settings"] == made["settings"]
    assert read["settings"]["topic"] == "Naïve café ☕ 0.10"


def test_goals_may_be_set_before_the_agent_is_finalised() -> None:
    made = hire(MARKETING).body
    body = {**WEEKLY, "settings": {"topic": "x", "platforms": [], "language": "en"}}
    said = ask("PUT", f"/{made['agent_id']}/goals", body)
    assert said.status == 422  # no platform is enabled yet, and the schema asks for one
    agent = hire(TRADING).body
    assert ask("PUT", f"/{agent['agent_id']}/goals", {"goal_template_id": "guardrail_report"}).status == 201


def test_a_goal_that_is_changed_again_and_again_names_its_latest_entries(maya: Item) -> None:
    """An item of the table has 400 KB at most."""
    goal = put(maya, WEEKLY).body
    key = Keys(TENANT).goal(CUSTOMER, maya["agent_id"], goal["goal_id"])
    Items(AGENTS).update(key, "SET entries = :many", values={":many": [f"aud_{n}" for n in range(60)]})
    entries = put(maya, {**WEEKLY, "title": "Other"}, goal["goal_id"]).body["entries"]
    assert (len(entries), entries[-2]) == (50, "aud_59")
