"""A run with the real bus and the real adapters' previews, on one account in memory: drafted, asked about, revised."""

import json
from collections.abc import Iterator

import boto3
import pytest
from greenlight import catalogue, goal_runs
from greenlight.approvals.decide import judged
from greenlight.approvals.judge import Decision, Door
from greenlight.approvals.records import Record
from greenlight.approvals.store import Approvals
from greenlight.catalogue import describe_toolset
from greenlight.declare import AGENTS, APPROVALS
from greenlight.deliverables.records import Deliverable
from greenlight.items import Items

from functions.effects.app import preview
from functions.effects.social import SOCIAL
from functions.effects.trading import TRADING
from functions.executor.app import deliver, executor
from functions.goal_run.app import goal_open
from functions.goal_run.errors import TooFast
from functions.goal_run.tests.conftest import (
    KNOWN,
    MAYA,
    OWNER,
    TARA,
    TENANT,
    deliverables,
    denials,
    hire,
    outbox,
    play,
    run_of,
)
from functions.goal_run.tests.server import ModelServer
from tests.standins.cloud import Cloud
from tests.standins.platform import caller, settle_in

BUCKET = "greenlight-test-drafts"
NETWORKS = ["mastodon", "facebook", "instagram", "linkedin", "x"]
REFS = {one: f"crd_{one}" for one in NETWORKS}


@pytest.fixture(autouse=True)
def platform(world: Cloud, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The Lambdas as they are deployed, and a catalogue with what goal runs may ask for."""
    Items(APPROVALS).delete(KNOWN.controls())
    domains = {page.name: describe_toolset(page) for page in (SOCIAL, TRADING)}
    known = catalogue.digest(domains)
    s3 = boto3.client("s3")
    if BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
        s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    body = json.dumps({"hash": known, "domains": domains}).encode()
    s3.put_object(Bucket=BUCKET, Key=f"catalogue/{known}.json", Body=body)
    monkeypatch.setenv("CONTENT_BUCKET", BUCKET)
    monkeypatch.setenv("CATALOGUE_HASH", known)
    catalogue.load.cache_clear()
    world.functions["greenlight-test-deliver"] = lambda event: deliver(event, None)
    world.functions["greenlight-test-preview"] = lambda event: preview(event, None)
    settle_in(OWNER, TENANT)
    yield
    catalogue.load.cache_clear()


def record_of(one: Deliverable) -> Record:
    return Approvals(TENANT).get(one.approval_id)


def test_every_platforms_draft_comes_before_a_person_with_its_exact_bytes(
    world: Cloud, model: ModelServer
) -> None:
    hire(config={"platforms_enabled": NETWORKS, "platform_credentials": REFS})
    run = play(run_of("weekly_multichannel_batch"))
    made = deliverables(run)
    assert (run.status, [one.status for one in made]) == ("succeeded", ["pending_review"] * 5)
    for one in made:
        record = record_of(one)
        assert (record.kind, record.status, record.deliverable_id) == (
            "deliverable",
            "pending",
            one.deliverable_id,
        )
        assert dict(record.arguments) == dict(one.arguments)
        first_words = str(one.content["body"]).split(",")[0]
        assert first_words.split(" ")[0] in record.exact


@pytest.mark.parametrize("template", ["trade_intent_draft", "close_position_reminder", "guardrail_report"])
def test_a_trade_and_a_report_come_before_a_person_too(template: str, world: Cloud) -> None:
    hire(TARA)
    run = play(run_of(template, TARA))
    made = deliverables(run)
    assert (run.status, [one.status for one in made]) == ("succeeded", ["pending_review"]), (
        run.refused,
        made,
    )
    assert record_of(made[0]).kind == ("report" if template == "guardrail_report" else "deliverable")


def test_what_the_bus_denies_is_refused_and_stored_as_a_denial(world: Cloud, model: ModelServer) -> None:
    hire(
        config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS},
        capabilities={"tools": ["social.mastodon_post"]},
    )
    run = play(run_of("weekly_multichannel_batch"))
    assert (run.status, [one["problems"][0]["rule"] for one in run.refused]) == ("partial", ["allow_list"])
    assert [(one["rule"], one["stage"], one["tool"]) for one in denials()] == [
        ("allow_list", "draft", "social.x_post")
    ]


def test_a_size_over_the_risk_limits_never_gets_to_a_person(world: Cloud) -> None:
    limit = {"tool": "trading.place_order", "pointer": "/size", "max": 1}
    hire(TARA, enforcement={"risk_limits": [limit], "limits": {}})
    settings = {"intent": "enter", "side": "buy", "size": 2, "order_type": "market_order"}
    run = play(run_of("trade_intent_draft", TARA, settings=settings))
    assert (run.status, [one["problems"][0]["rule"] for one in run.refused]) == ("failed", ["risk_limits"])


def test_more_drafts_than_a_minute_has_calls_are_opened_in_the_next_one(
    world: Cloud, model: ModelServer
) -> None:
    hire(config={"platforms_enabled": ["mastodon", "x"], "platform_credentials": REFS}, rate_limit_rpm=1)
    run = run_of("weekly_multichannel_batch")
    with pytest.raises(TooFast):
        play(run)
    assert sorted(one.status for one in deliverables(run)) == ["draft", "pending_review"]
    Items(AGENTS).update(KNOWN.agent(OWNER, MAYA), "SET rate_limit_rpm = :more", values={":more": 60})
    given = {"tenant_id": TENANT, "goal_run_id": run.goal_run_id, "correlation_id": run.correlation_id}
    assert goal_open(given, None) == {"opened": 2, "denied": 0}


def test_a_draft_that_is_sent_back_with_a_note_comes_back_as_its_next_version(
    world: Cloud, model: ModelServer
) -> None:
    hire(config={"platforms_enabled": ["mastodon"], "platform_credentials": REFS})
    one = deliverables(play(run_of("daily_micro_post")))[0]
    record = record_of(one)
    verdict = Decision("revise", record.digest, 'end with "See you soon."')
    judged(caller(OWNER, TENANT), record.approval_id, verdict, Door("rest"))
    executor({"op": "settle", "tenant_id": TENANT, "approval_id": record.approval_id}, None)
    name = next(
        row["name"] for row in outbox("start") if row["machine"] == "goal_run" and _revises(row["name"])
    )
    run = play(goal_runs.get(TENANT, name))
    new = deliverables(run)[0]
    assert (run.status, new.deliverable_id, new.version) == ("succeeded", one.deliverable_id, 2)
    assert new.status == "pending_review"
    assert new.approval_id != one.approval_id
    assert "See you soon." in record_of(new).exact


def _revises(goal_run_id: str) -> bool:
    found = Items(AGENTS).get(KNOWN.goal_run(goal_run_id))
    return bool(found and found["trigger"] == "revise" and found["agent_id"] == MAYA)
