"""A throttled asynchronous invocation waits its turn; the engine counts it as a failed attempt.

AWS keeps such an event queued for hours. Here it is tried again until a slot of the function's reserved concurrency
is free, which is what lets a burst of fifty runs share a few workers.
"""

import contextvars
import time
from typing import Any

from . import replace

_asynchronous: contextvars.ContextVar[bool] = contextvars.ContextVar("asynchronous", default=False)
PAUSE = 0.02
PATIENCE = 600.0


def _start(original: Any) -> Any:
    def invoke_async_with_retry(func: Any, event: Any) -> None:
        token = _asynchronous.set(True)  # the engine copies this context into the thread that executes
        try:
            original(func, event)
        finally:
            _asynchronous.reset(token)

    return invoke_async_with_retry


def _execute(original: Any) -> Any:
    def execute_function(func: Any, event: Any) -> dict[str, Any]:
        end = time.monotonic() + (PATIENCE if _asynchronous.get() else 0)
        while True:
            answer: dict[str, Any] = original(func, event)
            if not answer.get("throttle") or time.monotonic() >= end:
                return answer
            time.sleep(PAUSE)

    return execute_function


def apply() -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "invoke_async_with_retry", _start)
    replace(lambda_svc, "_execute_function", _execute)
