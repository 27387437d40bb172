"""CloudFormation as plain dictionaries: reading the hand-written ones, writing all of them, and their limits."""

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml
from greenlight.errors import Refused

Template = dict[str, Any]
MAX_RESOURCES = 400  # AWS stops at 500
MAX_BYTES = 800_000  # AWS stops at 1 MB
PARTS = "Fn::GetAtt"


class TooBig(Refused):
    """A stack that comes too near CloudFormation's own limits; split the folder."""

    title = "Stack too big"


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short tags."""


def _short(loader: _Loader, tag: str, node: yaml.Node) -> Any:
    name = tag if tag in {"Ref", "Condition"} else f"Fn::{tag}"
    if isinstance(node, yaml.ScalarNode):
        text = loader.construct_scalar(node)
        return {name: text.split(".") if name == PARTS else text}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    raise yaml.constructor.ConstructorError(None, None, f"!{tag} of a mapping", node.start_mark)


_Loader.add_multi_constructor("!", _short)


def read(file: Path) -> Template:
    """A hand-written template, with anchors and short tags resolved."""
    loader = _Loader(file.read_text())
    try:
        found: Template = loader.get_single_data()
    finally:
        loader.dispose()
    return found


def finished(name: str, parts: Template) -> Template:
    """A template with its digest in the description, so that one DescribeStacks tells what is deployed.

    Raises TooBig.
    """
    text = canonical(parts)
    count = len(parts["Resources"])
    if count > MAX_RESOURCES or len(text) > MAX_BYTES:
        raise TooBig(
            f"the stack '{name}' has {count} resources and {len(text)} bytes; the build stops at "
            f"{MAX_RESOURCES} and {MAX_BYTES}. Split the folder."
        )
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": f"Greenlight {name} {digest(text)}",
    } | parts


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def canonical(value: Any) -> str:
    """JSON with one form for one meaning."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def write(file: Path, value: Any) -> None:
    """Readable JSON, sorted; untouched if it says the same already."""
    text = json.dumps(value, indent=1, sort_keys=True) + "\n"
    if not file.is_file() or file.read_text() != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def arn(service: str, resource: str) -> dict[str, str]:
    """An ARN in the stack's own region and account."""
    return sub(f"arn:${{AWS::Partition}}:{service}:${{AWS::Region}}:${{AWS::AccountId}}:{resource}")


def statement(actions: str | list[str], resources: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


def logical(name: str) -> str:
    """A CloudFormation logical id from any name of ours: `save_batch` becomes SaveBatch."""
    return "".join(part[:1].upper() + part[1:] for part in _words(name))


def _words(name: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in name).split()
