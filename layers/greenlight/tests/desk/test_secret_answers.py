"""An answer that holds a secret is never stored: a repeat of its request learns the object's id and no more."""

import json
import time
from typing import Any

import boto3
import pytest
from chalice.app import Chalice
from greenlight import aws
from greenlight.caller import Caller
from greenlight.declare import LEDGER, Capability, Prefix
from greenlight.rest import answer, rest_handler

SECRET = "gl_live_never_at_rest"


class Context:
    """What Lambda tells an invocation about itself."""

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


@pytest.fixture
def handler(account: None) -> Any:
    app = Chalice(app_name="keys", configure_logs=False)
    app.route("/api/keys", methods=["POST"])(
        lambda: answer({"key": SECRET}, 201, secret=True, object_id="key_1")
    )
    capability = Capability("keys", "Keys", (Prefix("/api/keys"),))
    return rest_handler(app, capability, member=Caller)


def post(handler: Any, key: str) -> Any:
    proof = {"tenant_id": "acmehealth", "user_id": "usr_ana", "exp": str(int(time.time()) + 60)}
    event = {
        "httpMethod": "POST", "path": "/api/keys", "headers": {"IDEMPOTENCY-KEY": key}, "body": "{}",
        "requestContext": {"authorizer": proof},
    }  # fmt: skip
    return handler(event, Context())


def test_the_first_request_gets_it_and_the_second_only_its_id(handler: Any) -> None:
    assert json.loads(post(handler, "one")["body"]) == {"key": SECRET}
    again = post(handler, "one")
    assert (again["statusCode"], json.loads(again["body"])["object_id"]) == (409, "key_1")
    stored = boto3.client("dynamodb").scan(TableName=aws.table_name(LEDGER.name))["Items"]
    assert stored
    assert SECRET not in json.dumps(stored)


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there", "né"])
def test_a_key_that_is_no_key_is_refused(handler: Any, key: str) -> None:
    assert post(handler, key)["statusCode"] == 400
