"""What a schedule fires: its target in its own account and region, or its dead-letter queue where there is none."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4


def fire(key: Any, schedule: dict[str, Any], due: float) -> None:
    """To its target, in the account and region of the schedule."""
    from ministack.core.responses import set_request_account_id, set_request_region
    from ministack.services import eventbridge, lambda_svc

    set_request_account_id(key[0])
    set_request_region(key[1])
    target = schedule["Target"]
    said = _filled(target.get("Input", ""), schedule, due)
    if ":lambda:" not in target["Arn"]:
        eventbridge._invoke_target(
            target | ({"Input": said} if said else {}), _event(schedule, due), schedule
        )
        return
    function, config, name = lambda_svc._get_func_record_for_ref(target["Arn"])
    if not function or not config:
        _bury(target, schedule, said, f"Function not found: {name}")
        return
    record = lambda_svc._execution_record_for_config(function, config)
    lambda_svc.invoke_async_with_retry(record, json.loads(said) if said else _event(schedule, due))


def _filled(text: str, schedule: dict[str, Any], due: float) -> str:
    """The context attributes that the guide lists ("Adding context attributes")."""
    moment = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    words = {
        "scheduled-time": moment, "schedule-arn": schedule["Arn"], "execution-id": str(uuid4()),
        "attempt-number": "1",
    }  # fmt: skip
    for name, value in words.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _event(schedule: dict[str, Any], due: float) -> dict[str, Any]:
    return {
        "EventId": str(uuid4()), "Source": "aws.scheduler", "DetailType": "Scheduled Event", "Detail": "{}",
        "Time": due, "Resources": [schedule["Arn"]], "Account": "", "Region": "",
    }  # fmt: skip


def _bury(target: dict[str, Any], schedule: dict[str, Any], said: str, why: str) -> None:
    from ministack.core.arn import parse_arn
    from ministack.services import eventbridge, sqs

    place = (target.get("DeadLetterConfig") or {}).get("Arn")
    queue = sqs._queue_by_arn(place) if place else None
    if not queue:
        return
    eventbridge._dispatch_to_sqs(parse_arn(place), said or "{}")
    told = {"ERROR_CODE": "ResourceNotFoundException", "ERROR_MESSAGE": why, "SCHEDULE_ARN": schedule["Arn"]}
    queue["messages"][-1]["message_attributes"] = {
        name: {"DataType": "String", "StringValue": value} for name, value in told.items()
    }
