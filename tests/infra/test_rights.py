"""A need becomes exactly these actions on exactly this resource, and these variables."""

import pytest
from greenlight.declare import (
    AGENT_KEY,
    CATALOGUE,
    CONTENT,
    ENTRIES,
    RUN_KEY,
    SOCKETS,
    Need,
    may_invoke,
    secret,
    setting,
)

from infra import rights
from infra.build import Built
from infra.state import state
from tests.infra.conftest import read
from tests.infra.reading import functions, many, statements, text

ACTIONS = {
    ENTRIES.read: {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"},
    ENTRIES.write: {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"},
    RUN_KEY.sign: {"kms:Sign"},
    AGENT_KEY.verify: {"kms:GetPublicKey"},
    CONTENT.read: {"s3:GetObject", "s3:ListBucket"},
    CONTENT.write: {"s3:PutObject"},
    SOCKETS: {"execute-api:ManageConnections"},
    secret("model"): {"secretsmanager:GetSecretValue"},
    may_invoke("executor"): {"lambda:InvokeFunction"},
}  # fmt: skip


@pytest.mark.parametrize("need", ACTIONS, ids=lambda need: f"{need.kind}-{need.name}-{need.access}")
def test_a_need_allows_these_actions_and_no_others(need: Need) -> None:
    (statement,) = rights.statements([need])
    assert set(many(statement["Action"])) == ACTIONS[need]


def test_a_setting_is_a_variable_and_no_right() -> None:
    assert not list(rights.statements([setting("OIDC_ISSUER"), CATALOGUE]))
    assert rights.environment([setting("OIDC_ISSUER")]) == {"OIDC_ISSUER": {"Ref": "OidcIssuer"}}


def test_reading_a_table_reaches_its_two_indexes_and_writing_does_not() -> None:
    read_places, write_places = (
        [text(place) for place in many(next(rights.statements([need]))["Resource"])]
        for need in (ENTRIES.read, ENTRIES.write)
    )
    assert [place.rpartition("Entries")[2] for place in read_places] == ["", "/index/gsi1", "/index/gsi2"]
    assert [place.rpartition("Entries")[2] for place in write_places] == [""]


def test_who_may_write_content_cannot_touch_the_catalogue() -> None:
    (statement,) = rights.statements([CONTENT.write])
    assert text(statement["Resource"]).endswith("/generated/*")


def test_a_socket_is_reached_by_the_endpoint_of_its_place() -> None:
    local, cloud = rights.environment([SOCKETS])["SOCKET_ENDPOINT"]["Fn::If"][1:]
    assert text(local) == "${EndpointUrl}/_aws/execute-api/${WsApiId}/realtime"
    assert text(cloud).startswith("https://${WsApiId}.execute-api.")


def test_the_state_there_is_comes_from_the_base_template() -> None:
    found = state()
    assert found.tables == {"Entries", "Threads", "Agents", "Ledger", "Models", "Tenants", "Doors"}
    assert found.keys == {"run", "agent", "platform"}
    assert found.buckets == {"content"}
    assert found.secrets == {"model", "agent-public-key"}


def test_the_agent_reads_no_table_sends_to_no_socket_and_invokes_no_tool(real: Built) -> None:
    templates = read(real.out)
    allowed = statements(templates, "agent")
    actions = {action for statement in allowed for action in many(statement["Action"])}
    assert not any(action.startswith(("dynamodb:", "execute-api:", "s3:")) for action in actions)
    invoked = [s["Resource"] for s in allowed if s["Action"] == "lambda:InvokeFunction"]
    assert {text(place).rpartition("PREFIX-")[2] for place in invoked} == {
        "thread_append", "executor", "capabilities", "run_failed",
    }  # fmt: skip


def test_a_read_tool_cannot_write(real: Built) -> None:
    templates = read(real.out)
    for name in functions(templates):
        if name.startswith("tool-") and name.endswith(("-list", "-get")):
            actions = {a for s in statements(templates, name) for a in many(s["Action"])}
            assert not actions & set(rights.TABLE_WRITE), name


def test_a_routes_lambda_behind_a_user_prefix_reads_who_its_caller_is(real: Built) -> None:
    templates = read(real.out)
    places = [text(r) for s in statements(templates, "weights-routes") for r in many(s["Resource"])]
    assert any(place.endswith("table/PREFIX-Tenants") for place in places)
