"""One cold start in a process of its own: `python -I cold_probe.py KIND DIRECTORY…`; its work is watched from outside.

KIND is `module:attribute` of a handler, whose event comes as JSON on standard input, or one of the comparisons below.
"""

import importlib
import json
import os
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


def bare_boto3() -> None:
    """boto3, a client and a request: what nobody can do without."""
    import boto3

    boto3.session.Session().client("dynamodb").get_item(
        TableName="t", Key={"pk": {"S": "p"}, "sk": {"S": "s"}}
    )


def openai_beside_boto3() -> None:
    """What any agent on these two clients pays: import both, make both, ask the model."""
    import boto3
    from openai import OpenAI

    boto3.session.Session().client("lambda")
    client = OpenAI(max_retries=0)
    client.chat.completions.create(model="any", messages=[{"role": "user", "content": "hi"}], stream=True)


def invoked(kind: str, event: Any) -> None:
    module, _, attribute = kind.partition(":")
    context = SimpleNamespace(
        aws_request_id="probe", function_name=attribute, memory_limit_in_mb=512, function_version="$LATEST",
        invoked_function_arn=f"arn:aws:lambda:eu-central-1:000000000000:function:{attribute}",
        get_remaining_time_in_millis=lambda: 20_000,
    )  # fmt: skip
    getattr(importlib.import_module(module), attribute)(event, context)


COMPARISONS: dict[str, Callable[[], None]] = {"boto3": bare_boto3, "openai": openai_beside_boto3}

if __name__ == "__main__":
    kind, *directories = sys.argv[1:]
    sys.path[:0] = directories
    event = json.loads(os.read(0, 1 << 20))
    COMPARISONS[kind]() if kind in COMPARISONS else invoked(kind, event)
