"""The Lambda that plays every part in a case: does what the script says for its n-th call, and notes each call.

Deployed by the tests under each name that a machine invokes. A script is a list of `keep` (the task token waits for
the test), `decided` (complete the task at once), `{"raises": class name}`, or the answer itself.
"""

import json
import os
from typing import Any

import boto3

ECHOES = ("approval_clock", "goal_enforce")  # they answer with their input, and more


def handler(event: Any, context: Any) -> Any:
    part = os.environ["PART"]
    item = event.get("item")
    script, calls = note(event.get("execution") or event["goal_run_id"], {"part": part, "event": event})
    lines = script.get(part, [])
    lines = lines.get(item, []) if isinstance(lines, dict) else lines
    number = sum(call["part"] == part and call["event"].get("item") == item for call in calls)
    does = lines[number - 1] if number <= len(lines) else {"raises": "Unscripted"}
    if isinstance(does, dict) and "raises" in does:
        if token := event.get("task_token"):
            boto3.client("stepfunctions").send_task_failure(taskToken=token, error=does["raises"])
            return None  # told once, as the real dispatcher does
        raise type(does["raises"], (Exception,), {})("as the script says")
    if does == "decided":
        boto3.client("stepfunctions").send_task_success(taskToken=event["task_token"], output="{}")
    if part == "goal_enforce":
        does = {**does, "items": [{**event, **one} for one in does["items"]]}
    return {**event, **does} if part in ECHOES else does


def note(execution: str, call: Any) -> tuple[dict[str, Any], list[Any]]:
    """The script of that execution, and all its calls so far, this one included."""
    changed = boto3.client("dynamodb").update_item(
        TableName="executions", Key={"pk": {"S": execution}}, ReturnValues="ALL_NEW",
        UpdateExpression="SET calls = list_append(calls, :call)",
        ExpressionAttributeValues={":call": {"L": [{"S": json.dumps(call)}]}},
    )  # fmt: skip
    kept = changed["Attributes"]
    return json.loads(kept["script"]["S"]), [json.loads(call["S"]) for call in kept["calls"]["L"]]
