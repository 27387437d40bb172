"""An agent that lives outside: its own key, the run's token, the same contract over HTTP."""

import json
import time
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from greenlight import agui, tokens
from greenlight.agents import first_hired
from greenlight.caller import Caller
from greenlight.keys import new_id
from greenlight.threads.lifecycle import claims_of
from greenlight.threads.records import Wanted, leg_id
from greenlight.threads.runs import Runs

from .people import Answer, Person, call

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def agent_key(stack: Any) -> Iterator[str]:
    """A PEM whose public half the platform knows."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    boto3.client("secretsmanager").put_secret_value(
        SecretId=f"{stack['prefix']}/agent-public-key", SecretString=public.decode()
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AGENT_PRIVATE_KEY", private.decode())
        yield private.decode()


@pytest.fixture
def run(customer: Person, agent_key: str) -> Any:
    """An accepted run that nobody inside was told of."""
    me = customer.me()
    tenant, user = me["tenant_id"], me["user_id"]
    caller = Caller(tenant, user, frozenset({"customer"}), correlation_id=new_id("cor"))
    return Runs(tenant).submit(caller, Wanted("hello", new_id("req"), first_hired(tenant, user).agent_id)).run


def ask(customer: Person, run: Any, method: str, path: str, body: Any = None, **headers: str) -> Answer:
    """At the gateway itself: `/internal` is not published at the edge."""
    signed = {
        "Authorization": f"Bearer {tokens.sign_agent()}",
        "X-Run-Token": tokens.sign_run(claims_of(run)),
    }
    return call(customer.stack["outputs"]["RestUrl"].rstrip("/"), method, path, body, **(signed | headers))


def test_a_whole_turn_over_http(customer: Person, run: Any) -> None:
    root = f"/internal/runs/{run['run_id']}"
    claimed = ask(
        customer, run, "POST", f"{root}/claim", {"invocation_id": "i/1", "deadline": int(time.time()) + 60}
    )
    assert claimed.body["context"]["messages"][-1] == {"role": "user", "content": "hello"}

    catalogue = ask(customer, run, "GET", "/capabilities")
    assert {"name": "weights", "about": "body weight log"} in catalogue.body["index"]
    assert (
        ask(customer, run, "GET", "/capabilities", **{"If-None-Match": catalogue.headers["ETag"]}).status
        == 304
    )
    assert ask(customer, run, "GET", "/capabilities/weights").body["tools"]

    call_id = f"{leg_id(run)}.1"
    started = [
        agui.tool_call_start(call_id, "weights__list"),
        agui.tool_call_args(call_id, "{}"),
        agui.tool_call_end(call_id),
    ]
    assert _append(customer, run, 1, started).body["ok"]
    schema = catalogue_tool(customer, run, "weights__list")
    arguments = dict.fromkeys(schema["required"])
    done = ask(
        customer, run, "POST", "/internal/tools/execute",
        {"run_id": run["run_id"], "call_id": call_id, "tool": "weights.list", "arguments": arguments},
    )  # fmt: skip
    assert done.body["status"] == "ok", done.body
    finished = agui.run_finished(run["thread_id"], leg_id(run))
    end = [agui.text_start("m1"), agui.text_content("m1", "Hi."), agui.text_end("m1"), finished]
    assert _append(customer, run, 2, end).body["closed"]

    events = customer.rest("GET", f"/api/v1/threads/{run['thread_id']}/events").body["items"]
    kinds = [e["event"]["type"] for e in events]
    assert kinds == [
        "RUN_STARTED",
        *(e["type"] for e in started),
        "TOOL_CALL_RESULT",
        *(e["type"] for e in end),
    ]
    assert customer.rest("GET", f"/api/v1/runs/{run['run_id']}").body["status"] == "succeeded"


def catalogue_tool(customer: Person, run: Any, name: str) -> Any:
    tools = ask(customer, run, "GET", "/capabilities/weights").body["tools"]
    return next(t["function"]["parameters"] for t in tools if t["function"]["name"] == name)


def _append(customer: Person, run: Any, batch: int, events: list[Any]) -> Answer:
    lines = "\n".join(json.dumps(event) for event in events)
    headers = {"Content-Type": "application/x-ndjson"}
    return ask(
        customer, run, "POST", f"/internal/runs/{run['run_id']}/events?batch={batch}", lines, **headers
    )


def test_whoever_posts_a_run_waits_for_its_events(customer: Person, run: Any) -> None:
    """The agent inside, asked over HTTP with the run's token in the body."""
    wanted = {
        "threadId": run["thread_id"], "runId": leg_id(run), "messages": [],
        "runToken": tokens.sign_run(claims_of(run)),
    }  # fmt: skip
    answer = ask(customer, run, "POST", "/run", wanted)
    events = [json.loads(line) for line in answer.body.splitlines()]
    assert (answer.status, events[-1]["type"]) == (200, "RUN_FINISHED")
    again = ask(customer, run, "POST", "/run", wanted)
    assert (again.status, again.headers["Location"]) == (202, f"/api/v1/threads/{run['thread_id']}/events")


def test_the_catalogue_can_be_synchronised_by_hand_and_is_on_record(customer: Person, run: Any) -> None:
    said = ask(customer, run, "POST", "/update", {})
    assert said.status == 200
    s3 = boto3.client("s3")
    (bucket,) = [
        b["Name"] for b in s3.list_buckets()["Buckets"] if f"{customer.stack['prefix']}-content" in b["Name"]
    ]
    keys = [
        o["Key"]
        for o in s3.list_objects_v2(Bucket=bucket, Prefix=f"generated/{said.body['hash']}")["Contents"]
    ]
    assert f"generated/{said.body['hash']}/tools.json" in keys
    assert f"generated/{said.body['hash']}/cards/weights.md" in keys


def test_the_agent_says_that_it_is_well(customer: Person) -> None:
    assert call(customer.stack["edge_url"], "GET", "/agent/health").body == {"status": "ok"}


def test_it_may_not_write_what_only_the_executor_says(customer: Person, run: Any) -> None:
    root = f"/internal/runs/{run['run_id']}"
    ask(customer, run, "POST", f"{root}/claim", {"invocation_id": "i/1", "deadline": int(time.time()) + 60})
    forged = _append(customer, run, 1, [agui.tool_call_result("m", "c", "{}")])
    assert (forged.status, forged.body["errors"][0]["pointer"]) == (422, "/events/0")
    broken = ask(
        customer, run, "POST", f"{root}/events?batch=1", "{broken", **{"Content-Type": "application/x-ndjson"}
    )
    assert broken.status == 422


@pytest.mark.parametrize("missing", ["Authorization", "X-Run-Token"])
def test_both_proofs_are_needed(customer: Person, run: Any, missing: str) -> None:
    path = f"/internal/runs/{run['run_id']}/events?batch=1"
    assert ask(customer, run, "POST", path, "{}", **{missing: ""}).status == 401
    other = {**run, "run_id": "run_other"}
    assert ask(customer, other, "POST", path, "{}").status == 404


def test_an_oidc_token_is_no_agents_token(customer: Person, run: Any) -> None:
    path = "/capabilities"
    assert ask(customer, run, "GET", path, Authorization=f"Bearer {customer.token}").status == 401
