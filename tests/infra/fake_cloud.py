"""An account in memory: CloudFormation that believes what it is told, S3, Secrets Manager, and the limits to read."""

import json
from collections.abc import Iterator
from typing import Any, cast

from botocore.exceptions import ClientError

from infra.account import Account


def _error(code: str, message: str = "", status: int = 400) -> ClientError:
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(cast(Any, answer), "Fake")


def _failed(resource: str, reason: str) -> dict[str, str]:
    return {"LogicalResourceId": resource, "ResourceStatus": "CREATE_FAILED", "ResourceStatusReason": reason}


class Objects:
    """S3."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.sent: list[str] = []
        self.described: dict[str, dict[str, Any]] = {}

    def head_object(self, Bucket: str, Key: str) -> dict[str, Any]:
        if f"{Bucket}/{Key}" not in self.kept:
            raise _error("404", status=404)
        return self.described.get(f"{Bucket}/{Key}", {})

    def upload_file(self, file: str, bucket: str, key: str) -> None:
        self.kept[f"{bucket}/{key}"] = file
        self.sent.append(key)

    def put_object(self, Bucket: str, Key: str, Body: bytes, **described: Any) -> None:
        self.kept[f"{Bucket}/{Key}"] = Body.decode()
        self.described[f"{Bucket}/{Key}"] = described
        self.sent.append(Key)

    def get_paginator(self, _: str) -> Any:
        return self

    def paginate(self, Bucket: str, Prefix: str) -> Iterator[dict[str, Any]]:
        keys = [
            name.removeprefix(f"{Bucket}/") for name in self.kept if name.startswith(f"{Bucket}/{Prefix}")
        ]
        yield {"Contents": [{"Key": key} for key in keys]}

    def get_object_tagging(self, Bucket: str, Key: str) -> dict[str, Any]:
        return {"TagSet": []}


class Edges:
    """CloudFront."""

    def __init__(self) -> None:
        self.refreshed: list[list[str]] = []

    def create_invalidation(self, DistributionId: str, InvalidationBatch: dict[str, Any]) -> None:
        self.refreshed.append(InvalidationBatch["Paths"]["Items"])


class Secrets:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.puts = 0

    def get_secret_value(self, SecretId: str) -> dict[str, str]:
        if SecretId not in self.kept:
            raise _error("ResourceNotFoundException")
        return {"SecretString": self.kept[SecretId]}

    def put_secret_value(self, SecretId: str, SecretString: str) -> None:
        self.kept[SecretId] = SecretString
        self.puts += 1


class Rows:
    """DynamoDB, as much of it as publishing the shipped agent types takes; conditions always hold."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}

    def get_item(self, TableName: str, Key: dict[str, Any], ConsistentRead: bool) -> dict[str, Any]:
        found = self.items.get(f"{TableName} {Key['pk']['S']} {Key['sk']['S']}")
        return {"Item": found} if found else {}

    def transact_write_items(self, TransactItems: list[dict[str, Any]]) -> None:
        for put in (one["Put"] for one in TransactItems):
            item = put["Item"]
            self.items[f"{put['TableName']} {item['pk']['S']} {item['sk']['S']}"] = item


class Formation:
    """CloudFormation: an operation is under way until the stacks were described once."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.stacks: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.failing: set[str] = set()
        self.no_update = "No updates are to be performed."
        self.identical: set[str] = set()

    def create_stack(self, **request: Any) -> None:
        self._begin("CREATE", request)

    def update_stack(self, **request: Any) -> None:
        if request["StackName"] in self.identical:
            raise _error("ValidationError", self.no_update)
        self._begin("UPDATE", request)

    def delete_stack(self, StackName: str) -> None:
        self.calls.append(("DELETE", StackName))
        del self.stacks[StackName]

    def _begin(self, what: str, request: dict[str, Any]) -> None:
        name = request["StackName"]
        self.calls.append((what, name))
        body = (
            request.get("TemplateBody") or self.objects.kept[request["TemplateURL"].removeprefix("fake://")]
        )
        template = json.loads(body)
        given = {p["ParameterKey"] for p in request["Parameters"]}
        assert given == set(template.get("Parameters", {})), name
        self.stacks[name] = {
            "StackName": name,
            "StackStatus": f"{what}_IN_PROGRESS",
            "Description": template["Description"],
            "Parameters": request["Parameters"],
            "Outputs": [
                {"OutputKey": key, "OutputValue": f"{key}-value"} for key in template.get("Outputs", {})
            ],
            "template": template,
        }

    def get_paginator(self, _: str) -> Any:
        return self

    def paginate(self) -> Iterator[dict[str, Any]]:
        yield {"Stacks": [dict(stack) for stack in self.stacks.values()]}
        for name, stack in self.stacks.items():
            what, _, moving = stack["StackStatus"].partition("_")
            if moving == "IN_PROGRESS":
                failed = {"CREATE": "ROLLBACK_COMPLETE", "UPDATE": "UPDATE_ROLLBACK_COMPLETE"}[what]
                stack["StackStatus"] = failed if name in self.failing else f"{what}_COMPLETE"

    def get_waiter(self, _: str) -> Any:
        return self

    def wait(self, **_: Any) -> None:
        return None

    def get_template(self, StackName: str) -> dict[str, Any]:
        return {"TemplateBody": self.stacks[StackName]["template"]}

    def describe_stack_events(self, StackName: str) -> dict[str, Any]:
        first = {"LogicalResourceId": StackName, "ResourceStatus": "CREATE_IN_PROGRESS"}
        return {"StackEvents": [_failed("RoutesRole", "too many"), first, _failed("Other", "long ago")]}

    def describe_account_limits(self) -> dict[str, Any]:
        return {"AccountLimits": [{"Name": "StackLimit", "Value": 2000}]}


class Limits:
    """What lambda, iam, apigateway and sesv2 say of an account."""

    concurrent, roles = 10, 990

    def get_account_settings(self) -> dict[str, Any]:
        return {"AccountLimit": {"ConcurrentExecutions": self.concurrent}}

    def get_account_summary(self) -> dict[str, Any]:
        return {"SummaryMap": {"Roles": self.roles, "RolesQuota": 1000}}

    def get_account(self) -> dict[str, Any]:
        """The gateway's and SES's: both have an operation of this name."""
        throttle = {"rateLimit": 10000.0, "burstLimit": 5000}
        mail = {"ProductionAccessEnabled": False, "SendQuota": {"Max24HourSend": 200.0}}
        return {"throttleSettings": throttle, **mail}


class FakeAccount:
    """Stands for `infra.account.Account`."""

    endpoint = ""

    def __init__(self) -> None:
        self.s3, self.secrets, self.limits, self.rows = Objects(), Secrets(), Limits(), Rows()
        self.edges = Edges()
        self.cloudformation = Formation(self.s3)

    def client(self, service: str) -> Any:
        known = {"secretsmanager": self.secrets, "dynamodb": self.rows, "cloudfront": self.edges}
        return known.get(service, self.limits)

    def object_url(self, bucket: str, key: str) -> str:
        return f"fake://{bucket}/{key}"

    @property
    def account(self) -> Account:
        return cast(Account, self)
