"""A need becomes exactly these actions on exactly this resource, and these variables."""

import pytest
from greenlight.declare import (
    AGENT_KEY,
    AUDIT,
    CATALOGUE,
    CONTENT,
    ENTRIES,
    EVENTS,
    MAIL,
    RUN_KEY,
    SCHEDULES,
    SOCKETS,
    TASK_TOKENS,
    VAULT_KEY,
    VAULT_READER,
    Need,
    may_invoke,
    may_start,
    secret,
    setting,
)

from infra import rights
from infra.build import Built
from infra.state import state
from tests.infra.conftest import read
from tests.infra.reading import functions, many, of_type, statements, text

ACTIONS = {
    ENTRIES.read: {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"},
    ENTRIES.write: {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"},
    RUN_KEY.sign: {"kms:Sign"},
    AGENT_KEY.verify: {"kms:GetPublicKey"},
    CONTENT.read: {"s3:GetObject", "s3:ListBucket"},
    CONTENT.write: {"s3:PutObject"},
    SOCKETS: {"execute-api:ManageConnections"},
    secret("model"): {"secretsmanager:GetSecretValue"},
    VAULT_KEY.generate: {"kms:GenerateDataKey"},
    VAULT_READER: {"sts:AssumeRole", "sts:TagSession"},
    may_invoke("executor"): {"lambda:InvokeFunction"},
    AUDIT.write: {"s3:PutObject"},
    TASK_TOKENS: {"states:SendTaskSuccess", "states:SendTaskFailure"},
    MAIL: {"ses:SendEmail"},
    EVENTS: {"events:PutEvents"},
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
    assert [text(place).rpartition("}/")[2] for place in many(statement["Resource"])] == ["generated/*"]


def test_who_may_write_audit_adds_heads_and_exports() -> None:
    (statement,) = rights.statements([AUDIT.write])
    places = [text(place).rpartition("}/")[2] for place in many(statement["Resource"])]
    assert places == ["heads/*", "exports/*"]


def test_who_may_start_a_machine_may_look_at_its_executions_and_knows_its_arn() -> None:
    start, look = rights.statements([may_start("approval")])
    assert (start["Action"], look["Action"]) == ("states:StartExecution", "states:DescribeExecution")
    assert text(start["Resource"]).endswith(":stateMachine:${Prefix}-approval".replace("${Prefix}", "PREFIX"))
    assert text(look["Resource"]).endswith(":execution:PREFIX-approval:*")
    assert rights.environment([may_start("approval")]) == {"APPROVAL_MACHINE": start["Resource"]}


def test_mail_goes_out_from_one_address_or_its_domain() -> None:
    (statement,) = rights.statements([MAIL])
    address, domain = (place["Fn::Join"][1][1] for place in statement["Resource"])
    assert address == {"Ref": "MailFrom"}
    assert domain == {"Fn::Select": [1, {"Fn::Split": ["@", {"Ref": "MailFrom"}]}]}
    assert rights.environment([MAIL, EVENTS]) == {
        "MAIL_FROM": {"Ref": "MailFrom"},
        "EVENT_BUS": {"Ref": "Prefix"},
    }


def test_what_opens_this_machine_is_empty_on_aws_whatever_a_deploy_is_given() -> None:
    found = rights.environment([setting("HTTP_CALL_LOOPBACK")])["HTTP_CALL_LOOPBACK"]
    assert found == {"Fn::If": ["IsLocal", {"Ref": "HttpCallLoopback"}, ""]}


def test_a_provider_is_under_https_on_aws_whatever_a_deploy_is_given() -> None:
    local, cloud = rights.environment([setting("X_BASE_URL")])["X_BASE_URL"]["Fn::If"][1:]
    assert local == {"Ref": "XBaseUrl"}
    place = {"Fn::Select": [1, {"Fn::Split": ["://", {"Ref": "XBaseUrl"}]}]}
    assert cloud == {"Fn::Join": ["", ["https://", place]]}


def test_schedules_are_made_in_the_stages_own_group_and_fire_with_one_role() -> None:
    make, hand_over = rights.statements([SCHEDULES])
    assert {action.removesuffix("Schedule") for action in make["Action"]} == {
        f"scheduler:{verb}" for verb in ("Create", "Delete", "Get", "Update")
    }
    assert text(make["Resource"]).endswith(":schedule/PREFIX/*")
    assert (hand_over["Action"], hand_over["Resource"]) == ("iam:PassRole", {"Ref": "SchedulerRoleArn"})
    assert hand_over["Condition"] == {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}
    made = rights.environment([SCHEDULES])
    assert made["SCHEDULE_GROUP"] == {"Ref": "Prefix"}
    assert made["SCHEDULER_ROLE"] == hand_over["Resource"]
    assert text(made["SCHEDULES_DEAD"]).endswith(":PREFIX-schedules-dead")
    assert text(made["SCHEDULED_FUNCTIONS"]).endswith(":function:PREFIX-")


def test_a_socket_is_reached_by_the_endpoint_of_its_place() -> None:
    local, cloud = rights.environment([SOCKETS])["SOCKET_ENDPOINT"]["Fn::If"][1:]
    assert text(local) == "${EndpointUrl}/_aws/execute-api/${WsApiId}/realtime"
    assert text(cloud).startswith("https://${WsApiId}.execute-api.")


def test_the_state_there_is_comes_from_the_base_template() -> None:
    found = state()
    assert found.tables == {
        "Entries",
        "Threads",
        "Agents",
        "Ledger",
        "Models",
        "Tenants",
        "Doors",
        "Approvals",
        "Vault",
    }
    assert found.streams == {"Ledger"}
    assert found.keys == {"run", "agent", "platform", "vault"}
    assert found.buckets == {"content", "audit"}
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


def test_the_vault_alone_seals_and_effects_alone_opens(real: Built) -> None:
    templates = read(real.out)
    may: dict[str, set[str]] = {}
    for name in functions(templates):
        for action in (a for s in statements(templates, name) for a in many(s["Action"])):
            may.setdefault(action, set()).add(name)
    assert may["kms:GenerateDataKey"] == {"vault-routes"}
    assert may["sts:AssumeRole"] == may["sts:TagSession"] == {"effects", "reconcile"}
    assert not {"kms:Decrypt", "kms:ReEncryptFrom", "kms:CreateGrant", "kms:*"} & set(may)


def test_the_reader_trusts_the_roles_that_effects_has(real: Built) -> None:
    """Its trust goes by the form of their names, which CloudFormation makes of stack and logical id."""
    templates = read(real.out)
    reader = templates["base"]["Resources"]["VaultReader"]["Properties"]["AssumeRolePolicyDocument"]
    (trusted,) = reader["Statement"]
    names = {
        text(arn).rpartition("role/PREFIX-")[2] for arn in trusted["Condition"]["ArnLike"]["aws:PrincipalArn"]
    }
    roles = {
        f"{stack}-{properties['Role']['Fn::GetAtt'][0]}-*"
        for stack, _, properties in of_type(templates, "Lambda::Function")
        if text(properties["FunctionName"]) in {"effects", "reconcile"}
    }
    assert names == roles


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
