"""A POST with an Idempotency-Key acts once, in every domain."""

from typing import Any

import boto3
from greenlight import aws, keys
from greenlight.declare import LEDGER, Domain

from tests.contract import samples
from tests.contract.found import TENANT, Front


def test_the_same_request_again_gets_the_same_answer(front: Front, domain: Domain) -> None:
    first, again = (front.rest("POST", "", samples.row(domain), Idempotency_Key="one") for _ in range(2))
    assert (again.status, again.body, again.etag) == (first.status, first.body, first.etag)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["X-Correlation-Id"] != first.headers["X-Correlation-Id"]


def test_another_body_under_the_same_key_is_refused(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain), Idempotency_Key="two")
    answer = front.rest("POST", "", samples.row(domain, 1), Idempotency_Key="two")
    assert (answer.status, answer.headers["Content-Type"]) == (422, "application/problem+json")


def test_a_key_that_is_still_at_work_is_a_conflict(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain), Idempotency_Key="three")
    pretend_at_work()
    answer = front.rest("POST", "", samples.row(domain), Idempotency_Key="three")
    assert (answer.status, answer.headers["Retry-After"]) == (409, "1")


def test_a_refusal_is_not_kept(front: Front, domain: Domain) -> None:
    front.rest("POST", "", samples.row(domain))
    assert front.rest("POST", "", samples.row(domain), Idempotency_Key="four").status == 409
    front.rest("DELETE", f"/{samples.key(domain)}")
    assert front.rest("POST", "", samples.row(domain), Idempotency_Key="four").status == 201


def test_a_key_is_a_persons_own(front: Front, domain: Domain) -> None:
    for person in (front.customer, front.neighbour):
        answer = front.rest("POST", "", samples.row(domain), by=person, Idempotency_Key="five")
        assert (answer.status, "Idempotent-Replayed" in answer.headers) == (201, False)


def pretend_at_work() -> None:
    """Every record of the tenant as it stands while its first request is being carried out."""
    table = boto3.resource("dynamodb").Table(aws.table_name(LEDGER.name))
    partition = keys.Keys(TENANT).idempotency()
    found: Any = table.query(KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": partition})
    for item in found["Items"]:
        table.update_item(
            Key={"pk": item["pk"], "sk": item["sk"]},
            UpdateExpression="SET #status = :status",
            ExpressionAttributeNames={"#status": "status"},
            ExpressionAttributeValues={":status": "INPROGRESS"},
        )
