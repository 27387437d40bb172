"""Questions that the template tests ask of CloudFormation, answered without deploying it."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

Templates = dict[str, dict[str, Any]]
Resource = dict[str, Any]


def of_type(templates: Templates, kind: str) -> Iterator[tuple[str, str, Resource]]:
    """Stack, logical id and properties of every resource of this type."""
    for stack, template in templates.items():
        for name, resource in template["Resources"].items():
            if resource["Type"] == f"AWS::{kind}":
                yield stack, name, resource["Properties"]


def functions(templates: Templates) -> dict[str, Resource]:
    """Properties of every Lambda by its name after the prefix."""
    return {text(p["FunctionName"]): p for _, _, p in of_type(templates, "Lambda::Function")}


def statements(templates: Templates, function: str) -> list[dict[str, Any]]:
    """What the role of this Lambda is allowed, at most: whatever conditions there are hold."""
    for template in templates.values():
        for resource in template["Resources"].values():
            if resource["Type"] != "AWS::Lambda::Function":
                continue
            if text(resource["Properties"]["FunctionName"]) == function:
                role = resource["Properties"]["Role"]["Fn::GetAtt"][0]
                policies = map(given, template["Resources"][role]["Properties"]["Policies"])
                every = [s for policy in policies for s in policy["PolicyDocument"]["Statement"]]
                return [statement for statement in every if statement["Effect"] == "Allow"]
    raise LookupError(function)


def given(value: Resource) -> Resource:
    """What stands there where its condition holds."""
    found: Resource = value["Fn::If"][1] if "Fn::If" in value else value
    return found


def invokers(templates: Templates, invoked: str) -> list[str]:
    """The Lambdas whose roles may invoke this one."""
    found = []
    for function in functions(templates):
        for statement in statements(templates, function):
            if "lambda:InvokeFunction" in many(statement["Action"]):
                patterns = [text(r).rpartition(":function:")[2] for r in many(statement["Resource"])]
                if any(fnmatchcase(invoked, pattern.removeprefix("PREFIX-")) for pattern in patterns):
                    found.append(function)
    return found


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str:
    """An intrinsic as readable text; the prefix of our names is taken off where it stands first."""
    if isinstance(value, dict) and set(value) == {"Fn::Sub"}:
        return re.sub(r"\$\{Prefix\}", "PREFIX", str(value["Fn::Sub"])).removeprefix("PREFIX-")
    return value if isinstance(value, str) else json.dumps(value)
