"""The agent's doors, as Lambda opens them: one leg by invocation, and the routes for callers over HTTP."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any

import boto3
import pytest
from greenlight import aws
from greenlight.signing import kms_key
from greenlight.tokens import RunClaims, sign_agent, sign_run
from moto import mock_aws

from functions.agent import desk
from functions.agent.app import agent, handler
from functions.agent.capability import CAPABILITY
from functions.agent.model import chat_model
from functions.agent.tests.cloud import Cloud, cloud
from functions.agent.tests.fakes import FakePlatform
from functions.agent.tests.stand_in import says, standing_in

CLAIMS = RunClaims("acmehealth", "usr_1", "thr_1", "run_1", 1, "agt_1", correlation_id="cor_1")
SAID = [{"type": "TEXT_MESSAGE_CONTENT", "messageId": "m", "delta": "größer"}, {"type": "RUN_FINISHED"}]


@dataclass
class Context:
    """What Lambda hands to a handler."""

    aws_request_id: str = "req_1"
    function_name: str = "agent"
    memory_limit_in_mb: int = 1024
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:000000000000:function:agent"

    def get_remaining_time_in_millis(self) -> int:
        return 300_000


@dataclass
class Hearing:
    """A Lambda that gives one answer and remembers what it was asked."""

    answer: Any
    events: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, event: dict[str, Any]) -> Any:
        self.events.append(event)
        return self.answer


@pytest.fixture
def here() -> Iterator[Cloud]:
    """An account with the two keys, and an `agent` and a `capabilities` Lambda that answer."""
    functions: Any = {
        "agent": lambda _: {"events": SAID},
        "capabilities": lambda _: {"ok": True, "hash": "h"},
    }
    with mock_aws(), cloud(functions) as account:
        kms_key.cache_clear()
        kms = boto3.client("kms")
        for name in ("run", "agent"):
            key = kms.create_key(KeyUsage="SIGN_VERIFY", KeySpec="RSA_2048")["KeyMetadata"]["KeyId"]
            kms.create_alias(AliasName=aws.key_alias(name), TargetKeyId=key)
        yield account
        kms_key.cache_clear()


def call(method: str, path: str, body: Any = None, jwt: str | None = None) -> tuple[int, dict[str, str], str]:
    event = {
        "httpMethod": method, "path": path, "body": json.dumps(body) if body else None,
        "headers": {"authorization": f"Bearer {jwt}"} if jwt else {}, "requestContext": {},
    }  # fmt: skip
    answer = handler(event, Context())
    return answer["statusCode"], answer["headers"], answer["body"]


def run_input(**changes: Any) -> dict[str, Any]:
    return {
        "threadId": "thr_1", "runId": "run_1.1", "messages": [], "tools": [], "context": [],
        "runToken": sign_run(CLAIMS), "catalogueHash": "h",
    } | changes  # fmt: skip


def test_run_answers_the_events_as_ndjson(here: Cloud) -> None:
    status, headers, body = call("POST", "/run", run_input(), sign_agent())
    assert status == 200
    assert headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in body.splitlines()] == SAID
    assert here.invoked == ["agent"]


def test_run_starts_the_leg_with_what_the_token_says(here: Cloud) -> None:
    heard = Hearing({"events": SAID})
    here.functions["agent"] = heard
    wanted = run_input()
    call("POST", "/run", wanted, sign_agent())
    ids = {"run_id": "run_1", "thread_id": "thr_1", "leg": 1, "correlation_id": "cor_1"}
    assert heard.events == [{"run_token": wanted["runToken"], **ids}]


def test_run_points_to_the_events_where_another_invocation_has_the_leg(here: Cloud) -> None:
    here.functions["agent"] = lambda _: {"events": []}
    status, headers, _ = call("POST", "/run", run_input(), sign_agent())
    assert status == 202
    assert headers["Location"] == "/api/v1/threads/thr_1/events"


def test_run_points_to_the_events_where_the_leg_takes_longer_than_a_gateway_waits(here: Cloud) -> None:
    done = Event()
    here.functions["agent"] = lambda _: {"events": SAID if done.wait(10) else []}
    answer = desk.run(desk.RunInput.model_validate(run_input()), wait=1)
    done.set()
    assert (answer.status, answer.headers["Location"]) == (202, "/api/v1/threads/thr_1/events")


@pytest.mark.parametrize("change", [{"threadId": "thr_2"}, {"runId": "run_2"}])
def test_run_refuses_a_token_for_another_run(here: Cloud, change: dict[str, str]) -> None:
    assert call("POST", "/run", run_input(**change), sign_agent())[0] == 403
    assert here.invoked == []


def test_run_refuses_whoever_is_no_agent_and_whatever_is_no_run_token(here: Cloud) -> None:
    jwt = sign_agent()
    for status, body, bearer in [
        (401, run_input(), None),
        (401, run_input(), run_input()["runToken"]),
        (401, run_input(runToken=jwt), jwt),
        (422, {"threadId": "thr_1"}, jwt),
    ]:
        assert call("POST", "/run", body, bearer)[0] == status
    assert here.invoked == []


def test_update_has_the_catalogue_written_and_answers_its_hash(here: Cloud) -> None:
    heard = Hearing({"ok": True, "hash": "h"})
    here.functions["capabilities"] = heard
    status, _, body = call("POST", "/update", jwt=sign_agent())
    assert (status, json.loads(body), heard.events) == (200, {"hash": "h"}, [{"sync": True}])
    assert call("POST", "/update")[0] == 401


def test_a_crash_behind_the_door_is_a_500_without_detail(here: Cloud) -> None:
    here.functions["agent"] = lambda _: 1 / 0
    status, headers, body = call("POST", "/run", run_input(), sign_agent())
    assert status == 500
    assert headers["Content-Type"] == "application/problem+json"
    assert "division" not in body


def test_health_is_open() -> None:
    status, _, body = call("GET", "/agent/health")
    assert (status, json.loads(body)) == (200, {"status": "ok"})


def test_an_invocation_works_its_leg_with_the_configured_model(here: Cloud) -> None:
    platform = FakePlatform()
    for name in ("thread_append", "executor", "capabilities"):
        here.functions[name] = partial(platform.hop, name)
    boto3.client("secretsmanager").create_secret(
        Name=aws.secret_name("model"), SecretString='{"api_key": ""}'
    )
    chat_model.cache_clear()
    with standing_in(says("Hello.")) as model, pytest.MonkeyPatch.context() as environment:
        environment.setenv("OPENAI_BASE_URL", model.url)
        environment.setenv("OPENAI_MODEL", "scripted")
        environment.setenv("MODEL_INPUT_CENTS", "500")
        environment.setenv("MODEL_OUTPUT_CENTS", "3000")
        event = {
            "run_token": "token",
            "run_id": "run_1",
            "thread_id": "thr_1",
            "leg": 1,
            "correlation_id": "c",
        }
        answer = agent(event, Context())
    chat_model.cache_clear()
    assert answer["events"] == platform.events
    assert platform.text == "Hello."
    (counted,) = platform.events[-1]["usage"]
    assert counted["costMicroUsd"] == counted["inputTokens"] * 5 + counted["outputTokens"] * 30
    claim = platform.asked_of("thread_append")[0]
    assert claim["invocation_id"].startswith("req_1/")
    assert claim["deadline"] == pytest.approx(time.time() + 300, abs=30)


def test_without_a_model_the_run_says_so(here: Cloud) -> None:
    platform = FakePlatform()
    here.functions["thread_append"] = partial(platform.hop, "thread_append")
    chat_model.cache_clear()
    agent({"run_token": "token", "run_id": "run_1"}, Context())
    assert platform.error == "model_not_configured"


def test_the_agent_may_touch_three_lambdas_its_key_and_its_models_key_and_nothing_else() -> None:
    needs = {(n.kind, n.name, n.access) for n in CAPABILITY.functions["agent"].needs}
    assert needs == {
        ("function", "thread_append", "invoke"), ("function", "executor", "invoke"),
        ("function", "capabilities", "invoke"), ("key", "agent", "sign"), ("secret", "model", "read"),
        ("setting", "OPENAI_BASE_URL", "read"), ("setting", "OPENAI_MODEL", "read"),
        ("setting", "MODEL_INPUT_CENTS", "read"), ("setting", "MODEL_OUTPUT_CENTS", "read"),
    }  # fmt: skip
