"""The exact text of an action: what the approver reads is what will go out, never a summary of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight import aws
from greenlight.errors import Invalid

from .digests import canonical, sha256


@dataclass(frozen=True, slots=True)
class Exact:
    """`target` says where to in one line; `sha256` in hex over the text."""

    text: str
    target: str

    @property
    def sha256(self) -> str:
        return sha256(self.text)


def exact_of(approval_id: str, tool: str, effect: str, arguments: Mapping[str, Any]) -> Exact:
    """For what goes outside the adapter's own bytes, by the Lambda `preview`; else the canonical arguments.

    The approval's id is among those bytes: the destination sees our own key for it.
    Raises Invalid where the adapter cannot send this.
    """
    if effect != "external":
        return Exact(f"{tool} {canonical(arguments)}", tool)
    payload = json.dumps({"tool": tool, "arguments": arguments, "approval_id": approval_id}).encode()
    reply = aws.client("lambda").invoke(FunctionName=aws.function_name("preview"), Payload=payload)
    said = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"preview failed: {said.get('errorType')}")
    if not said["ok"]:
        first = said["problems"][0]
        raise Invalid(
            f"{tool} cannot do this: {first['pointer']} {first['detail']}".strip(), problems=said["problems"]
        )
    return Exact(said["exact"], said["target"])
