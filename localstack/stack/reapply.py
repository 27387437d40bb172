"""What the embedded engine drops from a template, set again through the API and read back."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from .processes import Failed

Make = Callable[[str], Any]
TABLE, FUNCTION, BUCKET = "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Bucket"


def reapply(templates: Path, prefix: str, clients: Make, without: Collection[str] = ()) -> list[str]:
    """Names of the resources that had to be put right; `clients` makes a client by its service's name.

    `without` are the stacks that were built and are not deployed here. Raises Failed if one still differs afterwards.
    """
    changed = []
    for file in sorted(templates.glob("*.json")):
        if file.stem in without:
            continue
        for kind, name, properties in _resources(file, f"{prefix}-{file.stem}", clients):
            if _put_right(kind, name, properties, clients):
                changed.append(name)
    return changed


def _resources(file: Path, stack: str, clients: Make) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The resources of a stack that the engine is known to drop something of, by physical name."""
    wanted = {
        logical: resource
        for logical, resource in json.loads(file.read_text())["Resources"].items()
        if (resource["Type"], *resource.get("Properties", {})) and _dropped(resource)
    }
    if not wanted:
        return
    listed = clients("cloudformation").describe_stack_resources(StackName=stack)["StackResources"]
    for resource in listed:
        if found := wanted.get(resource["LogicalResourceId"]):
            yield found["Type"], resource["PhysicalResourceId"], found["Properties"]


def _dropped(resource: Mapping[str, Any]) -> bool:
    names = {
        TABLE: "TimeToLiveSpecification",
        FUNCTION: "ReservedConcurrentExecutions",
        BUCKET: "LifecycleConfiguration",
    }
    return names.get(resource["Type"], "") in resource.get("Properties", {})


def _put_right(kind: str, name: str, properties: Mapping[str, Any], clients: Make) -> bool:
    """True if it differed. Raises Failed if it still does."""
    holds, put = {TABLE: _time_to_live, FUNCTION: _concurrency, BUCKET: _lifecycle}[kind](
        name, properties, clients
    )
    if holds():
        return False
    put()
    if not holds():
        raise Failed(f"{name}: the local AWS did not keep what the template says ({kind}).")
    return True


Check = tuple[Callable[[], bool], Callable[[], Any]]


def _time_to_live(name: str, properties: Mapping[str, Any], clients: Make) -> Check:
    dynamodb, wanted = clients("dynamodb"), properties["TimeToLiveSpecification"]

    def holds() -> bool:
        found = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        on = found["TimeToLiveStatus"] in {"ENABLED", "ENABLING"}
        return on == wanted["Enabled"] and (not on or found["AttributeName"] == wanted["AttributeName"])

    return holds, lambda: dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)


def _concurrency(name: str, properties: Mapping[str, Any], clients: Make) -> Check:
    functions, wanted = clients("lambda"), int(properties["ReservedConcurrentExecutions"])

    def holds() -> bool:
        found = functions.get_function_concurrency(FunctionName=name)
        return bool(found.get("ReservedConcurrentExecutions") == wanted)

    return holds, lambda: functions.put_function_concurrency(
        FunctionName=name, ReservedConcurrentExecutions=wanted
    )


def _lifecycle(name: str, properties: Mapping[str, Any], clients: Make) -> Check:
    s3, wanted = clients("s3"), [_rule(rule) for rule in properties["LifecycleConfiguration"]["Rules"]]

    def holds() -> bool:
        try:
            found = s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
        except s3.exceptions.ClientError as error:
            if error.response["Error"]["Code"] != "NoSuchLifecycleConfiguration":
                raise
            return False
        return {rule["ID"] for rule in found} == {rule["ID"] for rule in wanted}

    return holds, lambda: s3.put_bucket_lifecycle_configuration(
        Bucket=name, LifecycleConfiguration={"Rules": wanted}
    )


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A lifecycle rule of CloudFormation in the words of the API."""
    made: dict[str, Any] = {
        "ID": rule["Id"],
        "Status": rule["Status"],
        "Filter": {"Prefix": rule.get("Prefix", "")},
    }
    if "ExpirationInDays" in rule:
        made["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "NoncurrentVersionExpiration" in rule:
        made["NoncurrentVersionExpiration"] = rule["NoncurrentVersionExpiration"]
    if "AbortIncompleteMultipartUpload" in rule:
        made["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    return made
