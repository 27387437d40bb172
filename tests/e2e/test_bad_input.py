"""What must be refused at the doors of the deployed stack, and that the refusal says what to do."""

import base64
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import boto3
import jwt
import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from localstack.sign_in.key import SigningKey
from localstack.stack.profile import profile

from .people import Person, call

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def stranger(stack: Any) -> Person:
    return Person(stack, "stranger")


def _claims(person: Person, **changes: Any) -> dict[str, Any]:
    body = person.token.split(".")[1]
    said: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return said | changes


def _issuer() -> SigningKey:
    """The trusted issuer's own key: a token of its is wrong in the one claim that a test changes, and in no other."""
    return SigningKey.kept_in(profile("test").state / "sign-in.pem")


def _with_public_key_as_secret(person: Person) -> str:
    """The classic confusion: HMAC keyed with what everybody may read."""
    public = RSAAlgorithm.from_jwk(_issuer().public)
    assert isinstance(public, rsa.RSAPublicKey)
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "typ": "JWT", "kid": _issuer().id}
    signed = ".".join(_encoded(json.dumps(part).encode()) for part in (head, _claims(person)))
    return f"{signed}.{_encoded(hmac.digest(pem, signed.encode(), 'sha256'))}"


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
TOKENS: dict[str, Callable[[Person], str]] = {
    "none at all": lambda p: "",
    "not a token": lambda p: "abc",
    "expired": lambda p: _issuer().sign(_claims(p, exp=int(time.time()) - 120)),
    "signed by somebody else": lambda p: jwt.encode(
        _claims(p), FOREIGN, "RS256", headers={"kid": _issuer().id}
    ),
    "alg none": lambda p: jwt.encode(_claims(p), key="", algorithm="none"),
    "HS256 with the public key": _with_public_key_as_secret,
    "another audience": lambda p: _issuer().sign(_claims(p, aud="other")),
    "another issuer": lambda p: _issuer().sign(_claims(p, iss="https://issuer.example")),
    "cut": lambda p: p.token[:-6],
}


def test_a_token_of_the_issuer_with_nothing_wrong_is_taken(customer: Person) -> None:
    """What makes the refusals below mean something."""
    good = {"Authorization": f"Bearer {_issuer().sign(_claims(customer))}"}
    assert call(customer.stack["edge_url"], "GET", "/api/v1/me", **good).status == 200


@pytest.mark.parametrize("name", TOKENS)
def test_a_bad_token_is_401_in_problem_form(customer: Person, name: str) -> None:
    bad = TOKENS[name](customer)
    headers = {"Authorization": f"Bearer {bad}"} if bad else {}
    answer = call(customer.stack["edge_url"], "GET", "/api/v1/me", **headers)
    assert answer.status == 401
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert {"type", "title", "status", "detail", "correlation_id"} <= answer.body.keys()
    assert not bad or bad not in json.dumps(answer.body)


def test_a_ticket_opens_one_socket_once(customer: Person) -> None:
    url = f"{customer.stack['ws_url']}?ticket={customer.ticket()}"
    connect(url).close()
    with pytest.raises(InvalidStatus) as refused:
        connect(url)
    assert refused.value.response.status_code in {401, 403}


def test_a_page_from_elsewhere_may_not_open_a_socket(customer: Person) -> None:
    url = f"{customer.stack['ws_url']}?ticket={customer.ticket()}"
    with pytest.raises(InvalidStatus) as refused:
        connect(url, additional_headers={"Origin": "https://evil.example"})
    assert refused.value.response.status_code == 403


def test_the_end_of_the_sign_in_closes_the_socket(customer: Person) -> None:
    table = boto3.client("dynamodb")
    doors = f"{customer.stack['prefix']}-Doors"
    with customer.raw_socket() as socket:
        mine = table.scan(
            TableName=doors, FilterExpression="attribute_exists(threads) AND user_id = :me",
            ExpressionAttributeValues={":me": {"S": customer.me()["user_id"]}},
        )["Items"]  # fmt: skip
        for row in mine:
            table.update_item(
                TableName=doors, Key={"pk": row["pk"], "sk": row["sk"]},
                UpdateExpression="SET expires_at = :past", ExpressionAttributeValues={":past": {"N": "1"}},
            )  # fmt: skip
        socket.send('{"v":1,"kind":"ping","id":"p"}')
        assert json.loads(socket.recv(timeout=10))["problem"]["status"] == 401
        with pytest.raises(ConnectionClosed):
            socket.recv(timeout=10)


def test_anothers_thread_run_and_row_are_absent_alike(customer: Person, stranger: Person) -> None:
    mine = customer.turn("hello")
    customer.rest("PUT", "/api/v1/weights/2026-02-03", {"day": "2026-02-03", "kg": 70, "note": None})
    paths = [
        f"/api/v1/threads/{mine.thread}", f"/api/v1/threads/{mine.thread}/events", f"/state?sessionId={mine.thread}",
        f"/api/v1/runs/{mine.run_id}", "/api/v1/weights/2026-02-03",
    ]  # fmt: skip
    for path in paths:
        assert customer.rest("GET", path).status == 200, path
        for other in (stranger, Person(customer.stack, "approver")):
            answer = other.rest("GET", path)
            assert answer.status == 404, path
            assert answer.body["detail"] == _absent(other, path)


def _absent(person: Person, path: str) -> str:
    """What the same person is told of a thing that does not exist at all."""
    for known in ("thr_", "run_"):
        if known in path:
            head, _, tail = path.partition(known)
            path = head + known + "0" * 26 + tail[26:]
    return str(person.rest("GET", path.replace("2026-02-03", "2026-02-04")).body["detail"])


def test_a_forged_authorizer_context_by_direct_invoke_is_denied_to_every_role(customer: Person) -> None:
    """The agent's own role, as its Lambda has it, tries to be anyone at a route's Lambda."""
    prefix = customer.stack["prefix"]
    agent = _as_role_of(customer, f"{prefix}-agent").client("lambda")
    forged = {
        "requestContext": {"authorizer": {"tenant_id": "acmehealth", "user_id": "usr_x", "exp": "9999999999"}}
    }
    for function in (f"{prefix}-threads-routes", f"{prefix}-weights-routes", f"{prefix}-session-routes"):
        with pytest.raises(ClientError) as denied:
            agent.invoke(FunctionName=function, Payload=json.dumps(forged).encode())
        assert denied.value.response["Error"]["Code"] in {"AccessDenied", "AccessDeniedException"}


def test_the_agents_role_reads_no_table_and_invokes_no_tool(customer: Person) -> None:
    prefix = customer.stack["prefix"]
    agent = _as_role_of(customer, f"{prefix}-agent")
    dynamodb, functions = agent.client("dynamodb"), agent.client("lambda")
    attempts: list[Callable[[], Any]] = [
        lambda: dynamodb.get_item(TableName=f"{prefix}-Entries", Key={"pk": {"S": "x"}, "sk": {"S": "x"}}),
        lambda: dynamodb.query(
            TableName=f"{prefix}-Threads",
            KeyConditionExpression="pk = :p",
            ExpressionAttributeValues={":p": {"S": "x"}},
        ),
        lambda: functions.invoke(FunctionName=f"{prefix}-tool-weights-create", Payload=b"{}"),
    ]
    for attempt in attempts:
        with pytest.raises(ClientError) as denied:
            attempt()
        assert "AccessDenied" in denied.value.response["Error"]["Code"]


def test_a_read_tools_role_cannot_write(customer: Person) -> None:
    prefix = customer.stack["prefix"]
    reader = _as_role_of(customer, f"{prefix}-tool-weights-list").client("dynamodb")
    item = {"pk": {"S": "TENANT#x"}, "sk": {"S": "x"}}
    assert (
        reader.get_item(TableName=f"{prefix}-Entries", Key=item)["ResponseMetadata"]["HTTPStatusCode"] == 200
    )
    with pytest.raises(ClientError) as denied:
        reader.put_item(TableName=f"{prefix}-Entries", Item=item)
    assert "AccessDenied" in denied.value.response["Error"]["Code"]


def _as_role_of(person: Person, function: str) -> Any:
    """A session with the temporary keys of that Lambda's role."""
    role = boto3.client("lambda").get_function_configuration(FunctionName=function)["Role"]
    keys = boto3.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.Session(
        aws_access_key_id=keys["AccessKeyId"], aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"], region_name="eu-central-1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("{broken", 422),
        ('{"v":1,"kind":"dance","id":"x"}', 422),
        ('{"v":1,"kind":"run","id":"x","payload":{}}', 422),
        (json.dumps({"v": 1, "kind": "run", "id": "x", "payload": {"message": "x" * 100_000}}), 422),
    ],
)
def test_a_bad_message_is_refused_and_the_socket_lives_on(customer: Person, text: str, status: int) -> None:
    with customer.raw_socket(max_size=None) as socket:
        socket.send(text)
        refused = json.loads(socket.recv(timeout=10))
        assert (refused["kind"], refused["problem"]["status"]) == ("refused", status)
        socket.send('{"v":1,"kind":"ping","id":"p"}')
        assert json.loads(socket.recv(timeout=10))["kind"] == "pong"


def test_two_hundred_kilobytes_close_the_socket_as_api_gateway_does(customer: Person) -> None:
    """1009 is "message too big"; that our own handler refuses them too is a unit test."""
    with customer.raw_socket(max_size=None) as socket:
        socket.send(json.dumps({"v": 1, "kind": "run", "id": "x", "payload": {"message": "x" * 200_000}}))
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=10)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/api/v1/nothing", None, 404),
        ("PATCH", "/api/v1/weights", None, 405),
        ("POST", "/api/v1/weights", "{broken", 400),
        ("POST", "/api/v1/weights", {"day": "2026-01-01", "kg": 1000, "note": None}, 422),
        ("POST", "/api/v1/weights", {"day": "soon", "kg": 80, "note": None}, 422),
        ("POST", "/api/v1/weights", {"day": "2026-01-01", "kg": 80, "note": None, "user_id": "x"}, 422),
        ("POST", "/api/v1/runs", {"message": ""}, 422),
        ("GET", "/internal/runs/run_x/claim", None, 404),
        ("GET", "/metrics", None, 404),
    ],
)
def test_the_rest_doors_answer_in_problem_form(
    customer: Person, method: str, path: str, body: Any, status: int
) -> None:
    answer = customer.rest(method, path, body)
    assert (answer.status, answer.body["status"]) == (status, status)
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_a_viewer_reads_and_changes_nothing(customer: Person) -> None:
    viewer = Person(customer.stack, "viewer")
    row = {"day": "2026-01-05", "kg": 80, "note": None}
    assert viewer.rest("GET", "/api/v1/weights").status == 200
    for method, path, body in (
        ("POST", "/api/v1/weights", row),
        ("PUT", "/api/v1/weights/2026-01-05", row),
        ("DELETE", "/api/v1/weights/2026-01-05", None),
        ("POST", "/api/v1/weights/batch", {"revision": None, "upserts": [row], "deletes": []}),
        ("POST", "/api/v1/runs", {"message": "hello"}),
    ):
        answer = viewer.rest(method, path, body)
        assert (answer.status, answer.body["rule"]) == (403, "role"), path


def test_server_only_headers_from_outside_have_no_effect(customer: Person, stranger: Person) -> None:
    spoofed = {
        "X-Tenant-Id": "acmehealth", "x-user-id": customer.me()["user_id"], "X-TENANT-ID": "acmehealth",
        "X-Correlation-Id": "cor_mine", "X-Metering-Budget": "9",
    }  # fmt: skip
    answer = stranger.rest("GET", "/api/v1/me", **spoofed)
    assert answer.body["tenant_id"] == "otherfirm"
    assert answer.headers["X-Correlation-Id"] != "cor_mine"
