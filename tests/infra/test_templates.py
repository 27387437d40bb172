"""What must hold for every stack that the builder writes, whatever the folders are."""

from collections import Counter

from tests.infra.conftest import Templates
from tests.infra.reading import Resource, functions, invokers, many, of_type, statements, text

ROLES_OF_OTHERS = [
    ("base", "SchedulerRole"),
    ("base", "VaultReader"),
]  # EventBridge Scheduler's, and one to assume


def test_no_two_lambdas_share_a_role(templates: Templates) -> None:
    roles = [(stack, p["Role"]["Fn::GetAtt"][0]) for stack, _, p in of_type(templates, "Lambda::Function")]
    assert max(Counter(roles).values()) == 1
    machines = [(stack, "Role") for stack, _, _ in of_type(templates, "StepFunctions::StateMachine")]
    made = [(stack, name) for stack, name, _ in of_type(templates, "IAM::Role")]
    assert sorted([*roles, *machines, *ROLES_OF_OTHERS]) == sorted(made)


NO_RESOURCE = {  # AWS takes none for these
    "states:SendTaskSuccess", "states:SendTaskFailure", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets",
}  # fmt: skip


def test_no_role_names_every_resource_or_every_action(templates: Templates) -> None:
    for name in functions(templates):
        for statement in statements(templates, name):
            if not set(many(statement["Action"])) <= NO_RESOURCE:
                assert "*" not in many(statement["Resource"]), name
            assert not any("*" in action for action in many(statement["Action"])), name


def test_nobody_may_invoke_a_lambda_that_serves_users(templates: Templates) -> None:
    sockets = {text(p["IntegrationUri"]) for _, _, p in of_type(templates, "ApiGatewayV2::Integration")}
    served = {name for name in functions(templates) if name.endswith("-routes")}
    served |= {name for name in functions(templates) if any(f"-{name}" in uri for uri in sockets)}
    assert served
    assert {name: invokers(templates, name) for name in served} == {name: [] for name in served}


def test_exactly_one_role_may_invoke_each_tool(templates: Templates) -> None:
    tools = [name for name in functions(templates) if name.startswith("tool-")]
    assert tools
    assert {len(invokers(templates, tool)) for tool in tools} == {1}


def test_every_lambda_has_its_own_log_group_that_forgets(templates: Templates) -> None:
    groups = {text(p["LogGroupName"]): p for _, _, p in of_type(templates, "Logs::LogGroup")}
    for name in functions(templates):
        assert groups[f"/aws/lambda/PREFIX-{name}"]["RetentionInDays"] > 0


UNKEPT = {
    "ThinkFailedFunction",
    "RunFailedFunction",
}  # their events hold a run token; a sweeper mends their loss


def destination(invoke_config: Resource) -> Resource:
    """Where what failed for good goes; empty where it goes nowhere."""
    kept: Resource = invoke_config.get("DestinationConfig", {"OnFailure": {"Destination": {}}})
    found: Resource = kept["OnFailure"]["Destination"]
    return found


def fired_by_schedules(templates: Templates) -> set[str]:
    """The Lambdas that the scheduler's role may invoke, by name."""
    (role,) = [p for _, name, p in of_type(templates, "IAM::Role") if name == "SchedulerRole"]
    (policy,) = role["Policies"]
    places = [
        text(place)
        for statement in policy["PolicyDocument"]["Statement"] if statement["Action"] == "lambda:InvokeFunction"
        for place in many(statement["Resource"])
    ]  # fmt: skip
    return {place.rpartition("PREFIX-")[2] for place in places}


def test_a_schedule_fires_goals_and_deliverables_and_nothing_else(templates: Templates) -> None:
    assert fired_by_schedules(templates) == {"goal_fire", "deliverable_due"}


def test_every_asynchronous_path_ends_somewhere(templates: Templates) -> None:
    """Whoever is scheduled or hears of a failure is invoked asynchronously, and so is whoever fails over."""
    settled = {
        (stack, p["FunctionName"]["Ref"]): destination(p)
        for stack, _, p in of_type(templates, "Lambda::EventInvokeConfig")
    }
    assert {name for (_, name), place in settled.items() if not place} <= UNKEPT
    woken = {
        (stack, target["Arn"]["Fn::GetAtt"][0])
        for stack, _, p in of_type(templates, "Events::Rule")
        for target in p["Targets"]
    }
    hearers = {text(place).rpartition("PREFIX-")[2] for place in settled.values() if "Fn::Sub" in place}
    hearing = {
        (stack, name)
        for stack, name, p in of_type(templates, "Lambda::Function")
        if text(p["FunctionName"]) in hearers
    }
    fired = {
        (stack, name)
        for stack, name, p in of_type(templates, "Lambda::Function")
        if text(p["FunctionName"]) in fired_by_schedules(templates)
    }
    assert woken
    assert fired <= set(settled)
    assert len(hearing) == len(hearers) > 0
    assert woken | hearing <= set(settled)


def test_what_hears_of_a_failure_with_its_token_keeps_it_in_no_queue(templates: Templates) -> None:
    (name,) = {"think_failed", "run_failed"} & functions(templates).keys()
    actions = [action for statement in statements(templates, name) for action in many(statement["Action"])]
    assert not any(action.startswith("sqs:") for action in actions)
    queues = {text(p["QueueName"]) for _, _, p in of_type(templates, "SQS::Queue")}
    assert f"PREFIX-{name}-failed" not in queues
    assert any(queue.endswith("-failed") for queue in queues)


def test_a_destination_can_be_written_to_by_the_role_that_fails(templates: Templates) -> None:
    for stack, _, properties in of_type(templates, "Lambda::EventInvokeConfig"):
        name = templates[stack]["Resources"][properties["FunctionName"]["Ref"]]["Properties"]["FunctionName"]
        place = destination(properties)
        assert not place or any(place in many(s["Resource"]) for s in statements(templates, text(name)))


def test_the_gateway_alone_may_invoke_by_permission_and_only_its_own_api(templates: Templates) -> None:
    for stack, _, properties in of_type(templates, "Lambda::Permission"):
        assert properties["Principal"] in {"apigateway.amazonaws.com", "events.amazonaws.com"}
        assert "SourceArn" in properties, stack


def test_every_user_prefix_stands_behind_the_authorizer(templates: Templates) -> None:
    methods = [p for _, _, p in of_type(templates, "ApiGateway::Method")]
    guarded = [p for p in methods if p["AuthorizationType"] == "CUSTOM"]
    assert guarded
    assert all(p["AuthorizerId"] == {"Ref": "UserAuthorizer"} for p in guarded)
    assert {p["HttpMethod"] for p in methods} == {"ANY"}


def test_no_secret_stands_in_an_environment_or_a_template(templates: Templates) -> None:
    for _, _, properties in of_type(templates, "SecretsManager::Secret"):
        assert not {"SecretString", "GenerateSecretString"} & set(properties)
    for name, properties in functions(templates).items():
        assert not any(
            "SECRET" in key or "API_KEY" in key for key in properties["Environment"]["Variables"]
        ), name


def test_nothing_is_exported(templates: Templates) -> None:
    for template in templates.values():
        assert not any("Export" in output for output in template.get("Outputs", {}).values())


def test_what_outlives_a_stack_is_kept(templates: Templates) -> None:
    kept = {"DynamoDB::Table", "KMS::Key", "S3::Bucket", "SecretsManager::Secret", "ApiGateway::RestApi"}
    for stack in ("base", "code"):
        for name, resource in templates[stack]["Resources"].items():
            if resource["Type"].removeprefix("AWS::") in kept:
                policies = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
                assert policies == ("RetainExceptOnCreate", "Retain"), name


def test_every_table_has_two_indexes_and_is_protected_outside_local(templates: Templates) -> None:
    tables = [p for _, _, p in of_type(templates, "DynamoDB::Table")]
    assert len(tables) == 9
    for table in tables:
        assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["gsi1", "gsi2"]
        assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
        assert table["DeletionProtectionEnabled"] == {"Fn::If": ["IsCloud", True, False]}
        assert table["PointInTimeRecoverySpecification"]["Fn::If"][1] == {"PointInTimeRecoveryEnabled": True}


def test_the_names_of_lambdas_fit_the_longest_prefix(templates: Templates) -> None:
    assert all(len("greenlight-abcdefghijkl-" + name) <= 64 for name in functions(templates))
