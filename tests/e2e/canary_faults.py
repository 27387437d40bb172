"""Secrets where none belong, and things that fail for good: refused arguments, poison rows, dying workers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from greenlight import aws
from greenlight.declare import LEDGER
from greenlight.items import Items
from greenlight.keys import Keys, new_id
from greenlight.threads.lifecycle import claims_of
from greenlight.tokens import sign_run

from .approving import invoke
from .canaries import Canary, of_jwt, password
from .canary_flows import Day
from .everywhere import Place, logs
from .people import Json, until
from .talking import post, results, talking, words
from .test_crashes import settled_all
from .workers import kill

ATTEMPTS = 3  # of an asynchronous invocation


def secrets_in_arguments(day: Day) -> None:
    """What a model may type into a call; nothing of it is sent, and nothing of it is said again."""
    at = day.outside.url
    cases: dict[str, tuple[str, Any]] = {
        "a password in a URL": ("url", at.replace("://", "://me:{}@") + "/canary"),
        "a password in a query": ("url", f"{at}/canary?api_key={{}}"),
        "a password in a header": ("headers", {"X-Api-Key": "{}"}),
        "a bearer in a header": ("headers", {"Authorization": "Bearer {}"}),
        "a password in a body": ("body", '{{"password": "{}"}}'),
        "a password where an object belongs": ("headers", "password={}"),
        "a password in a field of its own": ("password", "{}"),
    }
    for number, (name, (field, shape)) in enumerate(cases.items()):
        secret = password()
        day.canaries.append(Canary(name, (secret,)))
        day.refused(day.asker.ask(f"canary_{number}", **{field: _filled(shape, secret)}), name)
    noted = f"gl_live_{password()}"
    day.canaries.append(Canary("an API key in a note", (noted,)))
    row = {"day": "2001-01-09", "kg": 80, "note": noted}
    day.refused(day.asker.execute("weights.create", row, f"{day.asker.run['run_id']}.1.note"), "a note")
    assert "canary_0" not in day.outside.marks()


def a_secret_said_in_chat(day: Day) -> None:
    """It stays in the conversation that it was said in, and the call that the model makes of it is refused."""
    secret = password()
    with talking(day.customer) as talk:
        accepted = talk.run(post(day.outside.url, "canary_chat", f'{{"password": "{secret}"}}'))
        events = talk.ended(accepted)
    (told,) = results(events)
    assert (told["rule"], secret in words(events), secret in str(told)) == ("refs_only", False, False)
    own = f"Threads TENANT#{day.asker.tenant}#"
    day.canaries.append(
        Canary("a password in a chat", (secret,), lambda p: p.kind == "row" and p.name.startswith(own))
    )


def a_worker_killed_while_it_sends(day: Day) -> None:
    record = day.asker.asked("canary_killed")
    day.outside.hold.clear()
    day.asker.decide(record, "approve")
    until(lambda: "canary_killed" in day.outside.marks(), what="the request")
    assert kill("effects")
    day.outside.hold.set()
    (ended,) = settled_all(day.asker, [record])
    assert ended.outcome["status"] == "needs_person"


@contextmanager
def a_poison_row(day: Day, mark: str) -> Iterator[None]:
    """A row that no relay can read; of what stands in it the dead letter has nothing. Gone afterwards."""
    secret, row_id = password(), new_id("out")
    key = Keys(day.asker.tenant).outbox(row_id)
    day.canaries.append(Canary("what a poison row holds", (secret,), lambda p: p.kind == "outbox row"))
    before = _waiting("relay-failed")
    Items(LEDGER).put({**key, "body": secret, "mark": mark})
    try:
        until(lambda: _waiting("relay-failed") > before, seconds=30, what="a dead letter of the relay")
        yield
    finally:
        Items(LEDGER).delete(key)


def what_fails_for_good(day: Day, mark: str) -> None:
    """An asynchronous invocation with a mark in it, and the record of a run that is gone, with its token."""
    token = sign_run(claims_of({**day.asker.run, "run_id": new_id("run")}))
    day.canaries.append(of_jwt("the run token of a failure record", token))
    lost = {"requestPayload": {"run_token": token}, "requestContext": {"requestId": "none"}}
    before = _waiting("reconcile-failed")
    for name, body in (("run_failed", lost), ("reconcile", {"mark": mark})):
        aws.client("lambda").invoke(
            FunctionName=aws.function_name(name), InvocationType="Event", Payload=_json(body)
        )
    until(lambda: _waiting("reconcile-failed") > before, seconds=30, what="a dead letter")
    until(lambda: _faults(day, "run_failed") >= ATTEMPTS, seconds=30, what="the last attempt")


@contextmanager
def hearing_events(stack: Any) -> Iterator[str]:
    """The URL of a queue that gets whatever is put on the stack's bus."""
    sqs, events, name = boto3.client("sqs"), boto3.client("events"), f"{stack['prefix']}-canary-hears"
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    rule = {"Name": name, "EventBusName": stack["prefix"]}
    events.put_rule(**rule, EventPattern='{"source": [{"prefix": "greenlight"}]}')
    events.put_targets(Rule=name, EventBusName=stack["prefix"], Targets=[{"Id": "hears", "Arn": queue}])
    try:
        yield url
    finally:
        events.remove_targets(Rule=name, EventBusName=stack["prefix"], Ids=["hears"])
        events.delete_rule(**rule)
        sqs.delete_queue(QueueUrl=url)


def plant(mark: str) -> None:
    """In the one place where a caller's own id is written down: an invocation's line in its log."""
    said: Json = invoke("executor", {"op": "nothing", "correlation_id": mark})
    assert said["status"] == "refused"


def _filled(shape: Any, secret: str) -> Any:
    if isinstance(shape, dict):
        return {name: text.format(secret) for name, text in shape.items()}
    return shape.format(secret)


def _waiting(queue: str) -> int:
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=aws.function_name(queue))["QueueUrl"]
    names: list[Any] = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    return sum(map(int, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"].values()))


def _faults(day: Day, function: str) -> int:
    group = f"/aws/lambda/{aws.function_name(function)}"
    lines: list[Place] = [one for one in logs(day.stack, day.began) if one.name == group]
    return sum('"outcome":"fault"' in one.text for one in lines)


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()
