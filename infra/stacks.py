"""The flat stacks: `code`, `base`, `web`, `layers`, one per folder, one per machine, `api` last; nothing is exported.

`egress` is among the first ones where a Lambda asks for the fixed address.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from . import api, egress, events, functions, machine_stack, template, web
from .folder import Folder
from .machines import StateMachine
from .state import BASE, base
from .target import ARCHITECTURE, RUNTIME
from .template import Template, ref, sub

FIRST = ("code", "base", web.STACK, egress.STACK, "layers")
LAST = "api"
SHARED_LAYERS = ("attached", "provided")
STRING = {"Type": "String"}
PARAMETERS: dict[str, Template] = {
    "SharedLayers": STRING | {"Default": SHARED_LAYERS[0], "AllowedValues": list(SHARED_LAYERS)},
    "MailFrom": STRING | {"AllowedPattern": r"[^@\s]+@[^@\s]+", "ConstraintDescription": "one address"},
    "HttpCallLoopback": STRING | {"Default": "", "AllowedPattern": r"|127\.0\.0\.1:[0-9]{1,5}"},
    **web.PARAMETERS,
    **egress.PARAMETERS,
}


def build(
    folders: Sequence[Folder],
    machines: Sequence[StateMachine],
    code_keys: Mapping[str, str],
    layer_keys: Mapping[str, str],
) -> dict[str, Template]:
    """Every template by its stack's name after the prefix, in the order of deploying.

    `code_keys` maps a folder, `layer_keys` a layer, to the S3 key of its zip. Raises TooBig, TooManyBehaviours.
    """
    hearers = {one.settings.on_failure for folder in folders for one in folder.lambdas}
    parts = {
        "code": template.read(BASE.with_name("code.yaml")),
        "base": dict(base()),
        web.STACK: _written(web.stack(folders)),
        **_egress(folders),
        "layers": _layers(layer_keys),
        **{folder.stack: _folder(folder, code_keys[folder.name], hearers) for folder in folders},
        **{one.stack: with_parameters(machine_stack.resources(one), {}) for one in machines},
        LAST: with_parameters(api.resources(folders), api.outputs()),
    }
    for hand_written in ("code", "base"):
        parts[hand_written].pop("AWSTemplateFormatVersion")
    return {name: template.finished(name, part) for name, part in parts.items()}


def _egress(folders: Sequence[Folder]) -> dict[str, Template]:
    """None where no Lambda asks to leave by the fixed address."""
    if not any(one.settings.fixed_egress for folder in folders for one in folder.lambdas):
        return {}
    return {egress.STACK: _written(egress.stack())}


def _written(by_hand: Template) -> Template:
    return with_parameters(by_hand["Resources"], by_hand["Outputs"])


def _folder(folder: Folder, code_key: str, hearers: set[str | None]) -> Template:
    made: functions.Resources = {}
    for one in folder.lambdas:
        awaited = not one.asynchronous and one.attribute not in hearers
        made |= functions.resources(one, folder.name, code_key, awaited=awaited)
        made |= events.resources(one)
    return with_parameters(made, {})


def _layers(keys: Mapping[str, str]) -> Template:
    """A layer outlives its replacement, so that a stack that rolls back still finds the one it had."""
    made: dict[str, Any] = {}
    outputs: dict[str, Any] = {}
    for name, key in keys.items():
        version = template.logical(name) + "Layer"
        optional = {} if name == "greenlight" else {"Condition": "AttachLayers"}
        made[version] = {
            "Type": "AWS::Lambda::LayerVersion",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Retain",
            "Properties": {
                "LayerName": sub(f"${{Prefix}}-{name}"),
                "Content": {"S3Bucket": ref("CodeBucket"), "S3Key": key},
                "CompatibleRuntimes": [RUNTIME],
                "CompatibleArchitectures": [ARCHITECTURE],
            },
        } | optional
        outputs[functions.layer_parameter(name)] = {"Value": ref(version)} | optional
    return with_parameters(made, outputs)


def with_parameters(made: Mapping[str, Any], outputs: Mapping[str, Any]) -> Template:
    """A template that declares exactly the parameters and conditions that its resources mention."""
    text = template.canonical([made, outputs])
    conditions = {
        "IsLocal": {"Fn::Not": [{"Fn::Equals": [ref("EndpointUrl"), ""]}]},
        "IsCloud": {"Fn::Equals": [ref("EndpointUrl"), ""]},
        "AttachLayers": {"Fn::Equals": [ref("SharedLayers"), "attached"]},
        **web.CONDITIONS,
        **egress.CONDITIONS,
    }
    used = {name: rule for name, rule in conditions.items() if f'"{name}"' in text}
    wanted = sorted(_mentioned(made) | _mentioned(used) | _mentioned(outputs))
    parts: Template = {
        "Parameters": {name: _parameter(name) for name in wanted if name not in made},
        "Resources": made,
    }
    return parts | ({"Conditions": used} if used else {}) | ({"Outputs": outputs} if outputs else {})


def _parameter(name: str) -> dict[str, Any]:
    shared = base()["Parameters"]
    if name in shared:
        found: dict[str, Any] = shared[name]
        return found
    return PARAMETERS.get(name, STRING)


def _mentioned(part: Any) -> set[str]:
    """Names in Ref and Fn::Sub, save AWS's own and attributes."""
    if isinstance(part, Mapping):
        found = {part["Ref"]} if set(part) == {"Ref"} else set()
        if set(part) == {"Fn::Sub"}:
            found = {piece.split("}")[0] for piece in part["Fn::Sub"].split("${")[1:]}
        return {n for n in found if "::" not in n and "." not in n}.union(*map(_mentioned, part.values()))
    if isinstance(part, list | tuple):
        return set().union(*map(_mentioned, part))
    return set()
