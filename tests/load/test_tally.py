"""What the tally counts, and for how much."""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

import pytest

from tests.load.prices import Usage
from tests.load.tally import PATH, Tally, name_of, size, units
from tests.load.write_units import telling

Message = MutableMapping[str, Any]
TARGET = "DynamoDB_20120810.PutItem"


async def engine(scope: Message, receive: Any, send: Any) -> None:
    """Stands for the engine: reads the body, answers nothing in particular."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


def request(tally: Tally, path: str, body: bytes = b"", query: bytes = b"", target: str = "") -> bytes:
    said = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.extend(message.get("body", b""))

    headers = [(b"X-Amz-Target", target.encode())] if target else []
    scope = {"type": "http", "path": path, "query_string": query, "headers": headers}
    asyncio.run(tally(scope, receive, send))
    return bytes(said)


@pytest.mark.parametrize(
    ("path", "target", "name"),
    [
        ("/", TARGET, "dynamodb.PutItem"),
        ("/", "TrentService.Sign", "kms.Sign"),
        (
            "/2015-03-31/functions/greenlight-test-agent/invocations",
            "",
            "lambda.Invoke greenlight-test-agent",
        ),
        ("/_aws/execute-api/ws/realtime/@connections/abc", "", "socket.post"),
        ("/_aws/execute-api/rest/v1/api/v1/me", "", "gateway"),
        ("/", "AWSStepFunctions.StartExecution", "states.StartExecution"),
        ("/v2/email/outbound-emails", "", "ses.SendEmail"),
        ("/bucket/key", "", "s3"),
    ],
)
def test_a_request_is_named_by_its_service_and_operation(path: str, target: str, name: str) -> None:
    signed = "AWS4-HMAC-SHA256 Credential=ASIA/20261120/eu-central-1/s3/aws4_request, SignedHeaders=host"
    assert name_of(path, {"x-amz-target": target, "authorization": signed}) == name
    assert name_of("/", {}) == "other"


def test_an_item_is_sized_by_dynamodbs_rules() -> None:
    assert size({"pk": {"S": "abc"}, "n": {"N": "1234"}, "m": {"M": {"a": {"BOOL": True}}}}) == 5 + 5 + (
        1 + 3 + 2 + 1
    )


def test_writes_are_counted_per_started_kilobyte_and_double_in_a_transaction() -> None:
    item = {"Item": {"pk": {"S": "x" * 1500}}}
    assert dict(units("PutItem", item, {})) == {"dynamodb write units": 2}
    transaction = {"TransactItems": [{"Put": item}, {"Update": {}}]}
    assert list(units("TransactWriteItems", transaction, {})) == [
        ("dynamodb write units", 4),
        ("dynamodb write units", 2),
    ]


def test_a_consistent_read_counts_twice_an_eventual_one() -> None:
    found = {"Items": [{"pk": {"S": "x" * 5000}}]}
    assert dict(units("Query", {"ConsistentRead": True}, found)) == {"dynamodb half read units": 4}
    assert dict(units("GetItem", {}, {})) == {"dynamodb half read units": 1}


def test_of_a_batch_each_item_is_read_for_itself_and_one_that_is_not_there_too() -> None:
    asked = {"RequestItems": {"t": {"Keys": [{}, {}, {}], "ConsistentRead": True}}}
    found = {"Responses": {"t": [{"pk": {"S": "x" * 5000}}, {"pk": {"S": "x"}}]}}
    assert dict(units("BatchGetItem", asked, found)) == {"dynamodb half read units": 2 * (2 + 1 + 1)}


def test_nothing_is_counted_until_asked_and_each_answer_empties_it() -> None:
    tally, body = (
        Tally(engine),
        json.dumps({"TableName": "greenlight-test-Threads", "Item": {"pk": {"S": "x"}}}).encode(),
    )
    request(tally, "/", body, target=TARGET)
    handler = telling(lambda data: data)
    assert json.loads(request(tally, PATH, query=b"on")) == {}
    assert "ReturnConsumedCapacity" in handler({}), "and the engine says what writes use"
    request(tally, "/", body, target=TARGET)
    counted = {"dynamodb.PutItem Threads": 1, "dynamodb write units": 1, "write units: Threads": 1}
    assert json.loads(request(tally, PATH)) == counted
    assert json.loads(request(tally, PATH)) == {}
    assert handler({}) == {}


def test_the_price_of_a_turn_is_the_sum_of_its_lines() -> None:
    used = Usage(
        invocations=10, gb_seconds=1, writes=10, reads=8, messages=10, signatures=1, secrets=0, log_bytes=0
    )
    assert used.dollars == pytest.approx(0.002 + 0.0166667 + 0.00625 + 0.001 + 0.01 + 0.003)
