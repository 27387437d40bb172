"""What the engine drops on deploy: it is dropped, and afterwards it is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from localstack.stack.processes import Failed
from localstack.stack.reapply import reapply
from localstack.tests.engines import Engine

TEMPLATE = {
    "Resources": {
        "Rows": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
                "TableName": "dropped-rows",
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": True},
            },
        },
        "Files": {
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "BucketName": "dropped-files",
                "LifecycleConfiguration": {
                    "Rules": [{"Id": "Fades", "Status": "Enabled", "Prefix": "x/", "ExpirationInDays": 3}]
                },
            },
        },
        "Role": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []}},
        },
        "Slow": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "FunctionName": "dropped-slow",
                "Runtime": "python3.11",
                "Handler": "index.handler",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "Code": {"ZipFile": "def handler(event, context): return 1"},
                "ReservedConcurrentExecutions": 4,
            },
        },
    }
}


@pytest.fixture(scope="module")
def deployed(patched: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "base.json").write_text(json.dumps(TEMPLATE))
    cloudformation = patched.client("cloudformation")
    cloudformation.create_stack(
        StackName="dropped-base", TemplateBody=json.dumps(TEMPLATE), Capabilities=["CAPABILITY_IAM"]
    )
    cloudformation.get_waiter("stack_create_complete").wait(
        StackName="dropped-base", WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
    )
    return folder


def test_what_was_dropped_is_set_and_a_repeat_finds_nothing_to_do(patched: Engine, deployed: Path) -> None:
    assert sorted(reapply(deployed, "dropped", patched.client)) == [
        "dropped-files",
        "dropped-rows",
        "dropped-slow",
    ]
    assert reapply(deployed, "dropped", patched.client) == []
    found = patched.client("dynamodb").describe_time_to_live(TableName="dropped-rows")
    assert found["TimeToLiveDescription"] == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}
    kept = patched.client("lambda").get_function_concurrency(FunctionName="dropped-slow")
    assert kept["ReservedConcurrentExecutions"] == 4


def test_an_engine_that_forgets_again_is_found_out(patched: Engine, deployed: Path) -> None:
    class Forgetful:
        """A DynamoDB that accepts a time to live and does not keep it."""

        def describe_time_to_live(self, **_: Any) -> Any:
            return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}

        def update_time_to_live(self, **_: Any) -> None:
            """Accepted."""

    def clients(service: str) -> Any:
        return Forgetful() if service == "dynamodb" else patched.client(service)

    with pytest.raises(Failed, match="dropped-rows"):
        reapply(deployed, "dropped", clients)


def test_a_stack_that_is_built_for_aws_alone_is_left_out(patched: Engine, tmp_path: Path) -> None:
    (tmp_path / "web.json").write_text(json.dumps(TEMPLATE))
    assert reapply(tmp_path, "nowhere", patched.client, without={"web"}) == []
    with pytest.raises(ClientError, match="does not exist"):
        reapply(tmp_path, "nowhere", patched.client)
