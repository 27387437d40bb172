"""The session's routes, asked as the gateway asks them."""

import json
import time
from typing import Any

import boto3
import pytest
from greenlight import doors, keys
from greenlight.declare import TENANTS
from greenlight.items import Items

from functions.session import store
from functions.session.app import handler

HASH = "c0ffee"
BUCKET = "greenlight-test-content"


@pytest.fixture(autouse=True)
def _deployed(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CATALOGUE_HASH", HASH)
    monkeypatch.setenv("OPENAPI_HASH", "0e0e")
    monkeypatch.setenv("CONTENT_BUCKET", BUCKET)
    monkeypatch.setenv("OIDC_AUTHORIZATION_URL", "https://issuer.test/authorize")
    monkeypatch.setenv("OIDC_AUDIENCE", "our-page")
    row = {"name": "Casey", "email": "casey@example.org", "roles": ["viewer", "customer"], "status": "active"}
    member = keys.Keys("acmehealth").member("usr_customer")
    Items(TENANTS).put({**member, **row, "timezone": "Europe/Berlin"})
    store.openapi.cache_clear()


class Context:
    """As much of a Lambda's context as anybody reads."""

    function_name = "session-routes"

    def get_remaining_time_in_millis(self) -> int:
        return 10_000


def ask(method: str, path: str, *, proof: dict[str, str] | None = None, **headers: str) -> dict[str, Any]:
    event = {
        "httpMethod": method, "path": path, "resource": path, "headers": headers, "body": None,
        "multiValueHeaders": None, "queryStringParameters": None, "multiValueQueryStringParameters": None,
        "pathParameters": None, "stageVariables": None, "isBase64Encoded": False,
        "requestContext": {"httpMethod": method, "resourcePath": path, "authorizer": proof or {}},
    }  # fmt: skip
    answer: dict[str, Any] = handler(event, Context())
    return answer


def proof(seconds: int = 600) -> dict[str, str]:
    return {"tenant_id": "acmehealth", "user_id": "usr_customer", "exp": str(int(time.time()) + seconds)}


def test_a_browser_that_nobody_knows_yet_learns_where_to_sign_in() -> None:
    answer = ask("GET", "/api/v1/sign-in")
    assert answer["statusCode"] == 200
    said = json.loads(answer["body"])
    assert said == {"authorization_url": "https://issuer.test/authorize", "client_id": "our-page"}


def test_me_is_who_the_door_proved_with_the_rights_of_this_moment() -> None:
    answer = ask("GET", "/api/v1/me", proof=proof())
    said = json.loads(answer["body"])
    assert answer["statusCode"] == 200
    assert (said["user_id"], said["name"], said["timezone"]) == ("usr_customer", "Casey", "Europe/Berlin")
    assert said["roles"] == ["customer", "viewer"]


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/ws-ticket"])
def test_nobody_is_nobody(path: str) -> None:
    method = "GET" if path.endswith("me") else "POST"
    assert ask(method, path)["statusCode"] == 401
    assert ask(method, path, proof=proof(-1))["statusCode"] == 401


def test_a_ticket_opens_one_socket_for_whom_asked() -> None:
    answer = ask("POST", "/api/v1/ws-ticket", proof=proof())
    assert answer["statusCode"] == 200
    visitor = doors.redeem_ticket(json.loads(answer["body"])["ticket"])
    assert (visitor.tenant_id, visitor.user_id) == ("acmehealth", "usr_customer")
    assert visitor.session_expires_at > time.time()


def test_a_ticket_is_never_given_again_for_the_same_idempotency_key() -> None:
    first = ask("POST", "/api/v1/ws-ticket", proof=proof(), **{"Idempotency-Key": "k1"})
    again = ask("POST", "/api/v1/ws-ticket", proof=proof(), **{"Idempotency-Key": "k1"})
    assert (first["statusCode"], again["statusCode"]) == (200, 409)
    assert json.loads(first["body"])["ticket"] not in again["body"]


def test_health_is_open_to_all() -> None:
    answer = ask("GET", "/health")
    assert json.loads(answer["body"]) == {"status": "ok", "stage": "test", "catalogue": HASH}


def test_metrics_are_prometheus_text() -> None:
    answer = ask("GET", "/metrics")
    assert answer["headers"]["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer["body"].splitlines()
    assert "greenlight_up 1" in lines
    assert any(f'catalogue="{HASH}"' in line for line in lines if line.startswith("greenlight_build_info{"))


def test_the_api_description_is_the_one_of_the_deployed_build() -> None:
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    s3.put_object(Bucket=BUCKET, Key="openapi/0e0e.json", Body=b'{"openapi": "3.1.0"}')
    answer = ask("GET", "/api/openapi.json")
    assert json.loads(answer["body"]) == {"openapi": "3.1.0"}
    assert answer["headers"]["Content-Type"] == "application/json"
