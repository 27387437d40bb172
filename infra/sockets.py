"""The socket's routes: one integration for each Chalice handler, on one stage that deploys itself."""

from collections.abc import Sequence
from typing import Any

from .folder import Folder
from .functions import Resources
from .rights import SOCKET_STAGE, function_arn
from .template import arn, logical, ref, sub


def resources(folders: Sequence[Folder]) -> Resources:
    """Empty where no folder handles a socket."""
    handlers = [one for folder in folders for one in folder.lambdas if one.kind == "socket"]
    made: Resources = {}
    for one in handlers:
        name, key = f"Socket{logical(one.attribute)}", one.event["route_key"]
        made[f"{name}Integration"] = _integration(one.name)
        made[f"{name}Route"] = _route(key, f"{name}Integration")
        made[f"{name}Permission"] = _permission(one.name, key)
    return made | ({"SocketStage": _stage(sorted(made))} if made else {})


def _integration(function: str) -> dict[str, Any]:
    invoke = sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/")
    properties = {
        "ApiId": ref("WsApiId"),
        "IntegrationType": "AWS_PROXY",
        "IntegrationUri": {"Fn::Join": ["", [invoke, function_arn(function), "/invocations"]]},
    }
    return {"Type": "AWS::ApiGatewayV2::Integration", "Properties": properties}


def _route(key: str, integration: str) -> dict[str, Any]:
    """`$connect` takes its ticket from the query and consumes it itself, so no authorizer stands before it."""
    properties = {
        "ApiId": ref("WsApiId"),
        "RouteKey": key,
        "AuthorizationType": "NONE",
        "Target": sub(f"integrations/${{{integration}}}"),
    }
    return {"Type": "AWS::ApiGatewayV2::Route", "Properties": properties}


def _permission(function: str, key: str) -> dict[str, Any]:
    properties = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function_arn(function),
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": arn("execute-api", f"${{WsApiId}}/{SOCKET_STAGE}/{key}"),
    }
    return {"Type": "AWS::Lambda::Permission", "Properties": properties}


def _stage(after: list[str]) -> dict[str, Any]:
    properties = {
        "ApiId": ref("WsApiId"),
        "StageName": SOCKET_STAGE,
        "AutoDeploy": True,
        "DefaultRouteSettings": {"ThrottlingRateLimit": 200, "ThrottlingBurstLimit": 400},
    }
    return {"Type": "AWS::ApiGatewayV2::Stage", "DependsOn": after, "Properties": properties}
