"""Telling the state machine of a verdict: its token carries no authority, whoever wakes up reads the table."""

from greenlight import aws
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys
from greenlight.observe import note

CLOSED = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


def complete(tenant_id: str, approval_id: str) -> int:
    """Completes every wait of this approval; how many were still open. One that is closed already is well."""
    pk = Keys(tenant_id).approval(approval_id)["pk"]
    stored = Items(APPROVALS).every(pk, begins="TOKEN#")
    return sum(complete_one(item["task_token"]) for item in stored)


def complete_one(task_token: str) -> bool:
    """False where it is closed already: expired, completed before, or of an execution that is gone."""
    from botocore.exceptions import ClientError

    try:
        aws.client("stepfunctions").send_task_success(taskToken=task_token, output="{}")
    except ClientError as error:
        if error.response["Error"]["Code"] not in CLOSED:
            raise
        note(callback=error.response["Error"]["Code"])
        return False
    return True
