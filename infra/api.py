"""The last stack: the gateway's doors. Two resources a prefix, since the desk and not the gateway knows the routes."""

import hashlib
from collections.abc import Sequence
from typing import Any

from greenlight.declare import Prefix

from . import responses, sockets
from .folder import Folder
from .functions import Resources
from .rights import SOCKET_STAGE, function_arn
from .template import arn, canonical, logical, ref, sub

STAGE = "v1"
AUTHORIZER_SECONDS = 60
IDENTITY = "method.request.header.Authorization"
PROXY = "{proxy+}"
VERSIONED = ("Method", "Authorizer", "GatewayResponse", "Resource")  # what a deployment freezes


def outputs() -> dict[str, Any]:
    """Where the two doors are; an emulator serves both by path, the socket too at an address that starts with http."""
    local = "${EndpointUrl}/_aws/execute-api/"
    rest = (f"{local}${{RestApiId}}/{STAGE}", f"https://${{RestApiId}}.{_HOST}/{STAGE}")
    socket = (f"{local}${{WsApiId}}/{SOCKET_STAGE}", f"wss://${{WsApiId}}.{_HOST}/{SOCKET_STAGE}")
    return {"RestUrl": _either(rest), "WsUrl": _either(socket)}


_HOST = "execute-api.${AWS::Region}.${AWS::URLSuffix}"


def _either(places: tuple[str, str]) -> dict[str, Any]:
    return {"Value": {"Fn::If": ["IsLocal", *map(sub, places)]}}


def resources(folders: Sequence[Folder]) -> Resources:
    """Everything of the `api` stack."""
    made: Resources = {
        f"Response{logical(kind.lower())}": responses.resource(kind) for kind in responses.RESPONSES
    }
    if _prefixes(folders, "user"):
        made |= _authorizer()
    for folder in folders:
        for prefix in folder.declared.prefixes:
            _add_prefix(made, folder, prefix)
        if folder.declared.prefixes:
            made[f"{logical(folder.name)}Permission"] = _permission(f"{folder.name}-routes", f"/{STAGE}/*")
    return made | _deployment(made) | sockets.resources(folders)


def _prefixes(folders: Sequence[Folder], door: str) -> list[Prefix]:
    return [prefix for folder in folders for prefix in folder.declared.prefixes if prefix.door == door]


def _add_prefix(made: Resources, folder: Folder, prefix: Prefix) -> None:
    """`ANY prefix` and `ANY prefix/{proxy+}`, and whatever resources lead there."""
    parent: Any = ref("RestApiRootId")
    path = ""
    for part in [*prefix.path.strip("/").split("/"), PROXY]:
        path = f"{path}/{part}"
        name = _resource_name(path)
        properties = {"RestApiId": ref("RestApiId"), "ParentId": parent, "PathPart": part}
        made[name] = {"Type": "AWS::ApiGateway::Resource", "Properties": properties}
        parent = ref(name)
        if path.removesuffix(f"/{PROXY}") == prefix.path:
            made[f"{name}Method"] = _method(name, folder, prefix)


def _resource_name(path: str) -> str:
    """Readable, and unique where two paths differ by punctuation alone."""
    return f"Path{logical(path)}{hashlib.sha256(path.encode()).hexdigest()[:6]}"


def _method(resource: str, folder: Folder, prefix: Prefix) -> dict[str, Any]:
    invoked = {"Fn::Join": ["", [_INVOKE, function_arn(f"{folder.name}-routes"), "/invocations"]]}
    guarded = prefix.door == "user"
    properties = {
        "RestApiId": ref("RestApiId"),
        "ResourceId": ref(resource),
        "HttpMethod": "ANY",
        "AuthorizationType": "CUSTOM" if guarded else "NONE",
        "Integration": {"Type": "AWS_PROXY", "IntegrationHttpMethod": "POST", "Uri": invoked},
    }
    return {
        "Type": "AWS::ApiGateway::Method",
        "Properties": properties | ({"AuthorizerId": ref("UserAuthorizer")} if guarded else {}),
    }


_INVOKE = sub("arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/")


def _authorizer() -> Resources:
    """Proves who is asking; the identity source makes the gateway refuse a request without one by itself."""
    invoked = {"Fn::Join": ["", [_INVOKE, function_arn("authorizer"), "/invocations"]]}
    properties = {
        "Name": "user",
        "RestApiId": ref("RestApiId"),
        "Type": "REQUEST",
        "IdentitySource": IDENTITY,
        "AuthorizerUri": invoked,
        "AuthorizerResultTtlInSeconds": AUTHORIZER_SECONDS,
    }
    return {
        "UserAuthorizer": {"Type": "AWS::ApiGateway::Authorizer", "Properties": properties},
        "UserAuthorizerPermission": _permission("authorizer", "/authorizers/${UserAuthorizer}"),
    }


def _permission(function: str, source: str) -> dict[str, Any]:
    properties = {
        "Action": "lambda:InvokeFunction",
        "FunctionName": function_arn(function),
        "Principal": "apigateway.amazonaws.com",
        "SourceArn": arn("execute-api", f"${{RestApiId}}{source}"),
    }
    return {"Type": "AWS::Lambda::Permission", "Properties": properties}


def _deployment(made: Resources) -> Resources:
    """A snapshot of all it depends on; without a new id at every change AWS would go on serving the old one."""
    frozen = {name: r for name, r in made.items() if r["Type"].rpartition("::")[2] in VERSIONED}
    digest = hashlib.sha256(canonical(frozen).encode()).hexdigest()[:12]
    name = f"Deployment{digest}"
    stage = {
        "RestApiId": ref("RestApiId"),
        "DeploymentId": ref(name),
        "StageName": STAGE,
        "MethodSettings": [
            {"HttpMethod": "*", "ResourcePath": "/*", "ThrottlingRateLimit": 200, "ThrottlingBurstLimit": 400}
        ],
    }
    return {
        name: {
            "Type": "AWS::ApiGateway::Deployment",
            "DependsOn": sorted(frozen),
            "Properties": {"RestApiId": ref("RestApiId")},
        },
        "RestStage": {"Type": "AWS::ApiGateway::Stage", "Properties": stage},
    }
