"""Dispatches one wait of the state machine: keeps its task token, and closes the wait itself if it came too late."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from greenlight import aws
from greenlight.approvals.store import Approvals
from greenlight.approvals.tokens import CLOSED, complete_one
from greenlight.observe import note


class Reporting:
    """A fault inside fails the task by its class name, and is thereby told: the token and the fault's text stay here.

    Told once: an interpreter that also hears of the Lambda's own failure may take the second for the next attempt's.
    Where the telling fails, that fault escapes, and the machine hears of it from the Lambda service.
    """

    def __init__(self, task_token: str) -> None:
        self._task_token = task_token

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if kind is None or not issubclass(kind, Exception):
            return False
        fail_one(self._task_token, kind.__name__)
        note(outcome="fault", fault=kind.__name__)
        return True


def begin(event: Mapping[str, Any]) -> bool:
    """Stores `{tenant_id, approval_id, execution, task_token}`; whether the verdict was there before the token.

    A verdict writes the table first and looks for tokens then; here it is the other way round, so that one of the two
    sees the other. One whose time is over still waits: the clock ends it, after the machine's own timeout.
    """
    with Reporting(event["task_token"]):
        approvals = Approvals(event["tenant_id"])
        record = approvals.store_token(event["approval_id"], event["execution"], event["task_token"])
        return not record.is_open and complete_one(event["task_token"])
    return False


def fail_one(task_token: str, error: str) -> None:
    """`error` is a class name, on which the machine's Retry matches; a wait that is closed already is well."""
    from botocore.exceptions import ClientError

    try:
        aws.client("stepfunctions").send_task_failure(
            taskToken=task_token, error=error, cause="approval_wait"
        )
    except ClientError as fault:
        if fault.response["Error"]["Code"] not in CLOSED:
            raise
