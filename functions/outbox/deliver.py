"""The two outside doors beside mail: a state machine, by a name that is taken once, and the bus, by CloudEvents."""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import aws

SPEC_VERSION = "1.0"  # what CloudEvents 1.0.2 calls itself
SOURCE = "greenlight"


class NotTaken(Exception):
    """The bus answered, but did not take the event; only its error code is told."""


def start(machine: str, name: str, given: Mapping[str, Any]) -> None:
    """Starts one execution. A name that was used already means that it was started."""
    from botocore.exceptions import ClientError

    arn = aws.setting(f"{machine.upper()}_MACHINE")
    try:
        aws.client("stepfunctions").start_execution(stateMachineArn=arn, name=name, input=json.dumps(given))
    except ClientError as error:
        if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
            raise


def envelope(tenant_id: str, row_id: str, created_at: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The event as CloudEvents has it; `id` is the row's, so that a reader knows a repeat when it sees one."""
    return {
        "specversion": SPEC_VERSION, "id": row_id, "source": f"urn:greenlight:tenant:{tenant_id}",
        "type": body["type"], "subject": body["subject"], "time": created_at, "tenantid": tenant_id,
        "datacontenttype": "application/json", "data": body["data"],
    }  # fmt: skip


def put_event(kind: str, detail: Mapping[str, Any]) -> None:
    """Raises NotTaken: EventBridge answers 200 even where it refuses."""
    wanted = {
        "Source": SOURCE, "DetailType": kind, "Detail": json.dumps(detail, ensure_ascii=False),
        "EventBusName": aws.setting("EVENT_BUS"),
    }  # fmt: skip
    answer = aws.client("events").put_events(Entries=[wanted])
    if answer["FailedEntryCount"]:
        raise NotTaken(answer["Entries"][0].get("ErrorCode", ""))
