"""A batch of a table's stream that fails is narrowed down, tried again and given up, as its mapping says.

The engine tries a failing batch again for ever, whatever comes after it, and does not read which records a handler
reports as failed. AWS: halves do not count as attempts; of a reported batch only what follows the first failure comes
again; what is given up goes to the mapping's destination (Lambda's guide, "Using Lambda with DynamoDB").

And a mapping goes on after a restart: the engine keeps how far it has read, but not the records, which then start anew.
"""

import json
import threading
import time
from typing import Any

from . import replace

PAUSE = 0.1
_poller = threading.local()  # `mapping`: whose batch this thread is about to hand over


def _filter(original: Any) -> Any:
    def apply_filter_criteria(records: Any, mapping: dict[str, Any]) -> Any:
        of_a_table = ":dynamodb:" in mapping.get("EventSourceArn", "")
        _poller.mapping = mapping if of_a_table and mapping.get("MaximumRetryAttempts", -1) >= 0 else None
        return original(records, mapping)

    return apply_filter_criteria


def _execute(original: Any) -> Any:
    def execute_function(func: Any, event: Any) -> dict[str, Any]:
        mapping, _poller.mapping = getattr(_poller, "mapping", None), None
        if mapping is None:
            answer: dict[str, Any] = original(func, event)
            return answer
        return _deliver(original, func, event["Records"], mapping)

    return execute_function


def _deliver(execute: Any, func: Any, batch: list[Any], mapping: dict[str, Any]) -> dict[str, Any]:
    """Always an answer without an error, since the engine goes on after that alone."""
    for _ in range(mapping["MaximumRetryAttempts"] + 1):
        answer: dict[str, Any] = execute(func, {"Records": batch})
        failed = _failed(batch, answer, mapping)
        if not failed:
            return answer
        if answer.get("error") and len(batch) > 1 and mapping.get("BisectBatchOnFunctionError"):
            for half in (batch[: len(batch) // 2], batch[len(batch) // 2 :]):
                _deliver(execute, func, half, mapping)
            return {}
        batch = failed
        time.sleep(PAUSE)
    from ministack.services import lambda_svc

    lambda_svc._send_ddb_stream_failure_record(
        mapping, func, batch, mapping["EventSourceArn"], answer, "RetryAttemptsExhausted"
    )
    return {}


def _failed(batch: list[Any], answer: dict[str, Any], mapping: dict[str, Any]) -> list[Any]:
    """All of them after an error, else those from the first reported one on."""
    if answer.get("error"):
        return batch
    body = answer.get("body")
    told = json.loads(body) if isinstance(body, str | bytes) and body else body
    if not isinstance(told, dict) or "ReportBatchItemFailures" not in mapping.get(
        "FunctionResponseTypes", ()
    ):
        return []
    reported = {one["itemIdentifier"] for one in told.get("batchItemFailures") or ()}
    numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
    return next((batch[place:] for place, number in enumerate(numbers) if number in reported), [])


def _restore(original: Any) -> Any:
    def restore_state(data: Any) -> None:
        original({**data, "dynamodb_stream_positions": {}} if data else data)

    return restore_state


def apply() -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "_restore_state", _restore)
    replace(lambda_svc, "_apply_filter_criteria", _filter)
    replace(lambda_svc, "_execute_function", _execute)
