"""Marketing goals: one canonical text, a draft per platform within its limits, and what one platform refuses."""

import json

from greenlight import post_limits
from greenlight.declare import AGENTS
from greenlight.items import Items

from functions.goal_run.tests.conftest import (
    KNOWN,
    MAYA,
    bus,
    connect,
    deliverables,
    denials,
    hire,
    outbox,
    play,
    run_of,
    spent,
)
from functions.goal_run.tests.server import ModelServer
from tests.standins.cloud import Cloud

ALL = ["mastodon", "facebook", "instagram", "linkedin", "x"]
REFS = {one: f"crd_{one}" for one in ALL}


def hire_for_all() -> None:
    hire(config={"platforms_enabled": ALL, "platform_credentials": REFS})


def test_agp1_plant_3_2_a_weekly_batch_is_drafted_for_every_platform(
    world: Cloud, model: ModelServer
) -> None:
    hire_for_all()
    run = play(run_of("weekly_multichannel_batch"))
    made = deliverables(run)
    assert (run.status, run.counts) == ("succeeded", {"drafted": 5, "refused": 0, "opened": 5, "denied": 0})
    assert [one.platform for one in made] == ALL
    assert model.named == ["canonical_posts", *(f"{one}_posts" for one in ALL)]
    for one in made:
        text = str(one.content["text"])
        assert post_limits.problems(one.platform, text) == []
        assert text in one.arguments.values()
        assert one.arguments["credential_ref"] == REFS[one.platform]
        assert one.content["language"] == "en"


def test_agp1_plant_3_2_drafts_have_stable_ids_however_often_a_step_is_repeated(
    world: Cloud, model: ModelServer
) -> None:
    from functions.goal_run import app

    hire_for_all()
    run = run_of("weekly_multichannel_batch")
    given = {"tenant_id": run.tenant_id, "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id}
    for _ in range(2):
        step = app.goal_enforce(given, None)
    for _ in range(2):
        app.goal_draft({**given, "item": "canonical"}, None)
        for item in step["items"]:
            app.goal_draft(item, None)
    for name in ("goal_store", "goal_open", "goal_notify"):
        for _ in range(2):
            getattr(app, name)(given, None)
    assert len(model.requests) == 6
    assert len(deliverables(run)) == 5
    assert len(outbox("mail")) == 1
    assert [one["type"] for one in outbox("event")] == ["greenlight.deliverables.ready.v1"]


def test_instagram_without_an_image_is_refused_and_the_others_are_kept(
    world: Cloud, model: ModelServer
) -> None:
    hire_for_all()
    run = play(run_of("weekly_multichannel_batch", settings={"topic": "Check-ups"}))
    assert (run.status, run.counts["drafted"], run.counts["refused"]) == ("partial", 4, 1)
    assert "instagram" not in [one.platform for one in deliverables(run)]
    assert run.refused[0]["platform"] == "instagram"
    assert run.refused[0]["problems"][0]["rule"] == "media"
    assert "instagram_posts" not in model.named
    assert "image_url" in run.detail


def test_a_platform_without_an_account_is_refused_before_the_model_is_paid(
    world: Cloud, model: ModelServer
) -> None:
    hire(
        config={
            "platforms_enabled": ["mastodon", "x"],
            "platform_credentials": {"mastodon": REFS["mastodon"]},
        }
    )
    run = play(run_of("daily_micro_post"))
    assert (run.status, [one["platform"] for one in run.refused]) == ("partial", ["x"])
    assert model.named == ["canonical_posts", "mastodon_posts"]


def test_a_revoked_account_and_another_users_are_refused(world: Cloud, model: ModelServer) -> None:
    hire_for_all()
    connect(REFS["x"], "x", status="revoked")
    connect(REFS["linkedin"], "linkedin", user_id="usr_other")
    connect(REFS["facebook"], "mastodon")
    run = play(run_of("weekly_multichannel_batch"))
    assert sorted(one["platform"] for one in run.refused) == ["facebook", "linkedin", "x"]
    assert {one["problems"][0]["rule"] for one in run.refused} == {"credential"}


def test_what_the_bus_denies_at_the_draft_is_no_deliverable(world: Cloud, model: ModelServer) -> None:
    hire_for_all()
    bus(world).denied["social.x_post"] = "allow_list"
    run = play(run_of("weekly_multichannel_batch"))
    assert [one["problems"][0]["rule"] for one in run.refused] == ["allow_list"]
    judged = [one for one in bus(world).asked if one["op"] == "judge"]
    assert {one["goal_run_id"] for one in judged} == {run.goal_run_id}
    assert len(judged) == 5


def test_what_the_bus_denies_at_the_opening_makes_the_run_partial(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS})
    run = run_of("daily_micro_post")
    from functions.goal_run.store import deliverable_id

    bus(world).denied[deliverable_id(run, "x-01")] = "trial"
    run = play(run)
    assert (run.status, run.counts["opened"], run.counts["denied"]) == ("partial", 1, 1)


def test_a_monthly_campaign_is_a_calendar_by_week(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS})
    run = play(run_of("monthly_campaign_pack", settings={"theme": "Children's teeth", "posts_per_week": 3}))
    made = deliverables(run)
    assert (run.status, len(made)) == ("succeeded", 24)
    assert len({one.content["text"] for one in made if one.platform == "mastodon"}) == 12
    group = Items(AGENTS).get(KNOWN.group(run.group_id))
    assert group is not None
    calendar = json.loads(group["calendar"])
    assert [(week["week"], len(week["posts"])) for week in calendar] == [(1, 6), (2, 6), (3, 6), (4, 6)]
    assert (group["kind"], group["deliverable_ids"]) == ("campaign", list(run.deliverable_ids))
    times = [post["suggested_at"] for week in calendar for post in week["posts"]]
    assert times == sorted(times)
    assert times[0] > run.epoch
    assert {one.group_id for one in made} == {run.group_id}


def test_the_customers_own_constraints_are_kept(world: Cloud, model: ModelServer) -> None:
    rules = {"max_length": 90, "hashtags": {"max": 1, "banned": ["check"]}}
    hire(
        config={
            "platforms_enabled": ["mastodon", "linkedin"],
            "platform_credentials": REFS,
            "constraints": rules,
        }
    )
    made = deliverables(play(run_of("weekly_multichannel_batch")))
    assert len(made) == 2
    for one in made:
        text = str(one.content["text"])
        assert len(text) <= 90
        assert text.count("#") <= 1
        assert "#check" not in text


def test_a_text_that_is_over_the_limit_is_asked_for_once_more(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS})
    model.script = [
        json.dumps({"theme": "Teeth", "posts": [{"title": "Teeth", "text": "Brush."}]}),
        json.dumps({"posts": [{"text": "word " * 80, "hashtags": []}]}),
    ]
    run = play(run_of("daily_micro_post"))
    assert (run.status, model.named) == ("succeeded", ["canonical_posts", "x_posts", "x_posts"])
    assert "longer than 280 characters" in model.requests[-1]["messages"][-1]["content"]


def test_a_post_that_stays_too_long_is_refused_alone(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS})
    posts = [{"text": "word " * 80 if n == 2 else f"Post {n}", "hashtags": []} for n in range(4)]
    model.script = [
        json.dumps({"theme": "T", "posts": [{"title": f"Post {n}", "text": "Brush."} for n in range(4)]}),
        *[json.dumps({"posts": posts})] * 2,
    ]
    run = play(run_of("monthly_campaign_pack", settings={"theme": "Teeth", "posts_per_week": 1}))
    assert (run.status, run.counts["drafted"]) == ("partial", 3)
    assert [one["name"] for one in run.refused] == ["x-03"]


def test_a_model_that_talks_nonsense_twice_is_believed_in_nothing(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["x"], "platform_credentials": REFS})
    model.script = ["Certainly! Here are your posts."] * 2
    run = play(run_of("daily_micro_post"))
    assert (run.status, [one["problems"][0]["rule"] for one in run.refused]) == ("failed", ["model"])
    assert "Certainly" not in run.detail
    assert outbox("mail") == []


def test_the_model_is_paid_for_what_it_used_and_nothing_stays_held(world: Cloud, model: ModelServer) -> None:
    hire_for_all()
    play(run_of("weekly_multichannel_batch"))
    budget = spent()
    assert budget["held"] == 0
    assert 0 < budget["spent"] == budget["committed"] < 5 * 20


def test_a_budget_without_room_asks_no_model(world: Cloud, model: ModelServer) -> None:
    hire_for_all()
    Items(AGENTS).update(KNOWN.agent("usr_customer", MAYA), "SET budget_cents = :few", values={":few": 3})
    run = play(run_of("weekly_multichannel_batch"))
    assert (run.status, model.requests) == ("failed", [])
    assert {one["problems"][0]["rule"] for one in run.refused} == {"budget"}
    assert {(one["rule"], one["stage"], one["correlation_id"]) for one in denials()} == {
        ("budget", "draft", "cor_1")
    }


def test_the_topics_of_a_daily_post_take_turns(world: Cloud, model: ModelServer) -> None:
    hire(config={"platforms_enabled": ["mastodon"], "platform_credentials": REFS})
    for slot in ("2026-11-18T09:00", "2026-11-19T09:00", "2026-11-20T09:00"):
        play(run_of("daily_micro_post", settings={"topics": ["Brushing", "Flossing"]}, slot=slot))
    asked = [
        one["messages"][1]["content"] for one in model.requests if "canonical" in str(one["response_format"])
    ]
    assert ["Topic: Brushing" in one for one in asked] in ([True, False, True], [False, True, False])
