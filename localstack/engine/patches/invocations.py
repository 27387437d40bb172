"""Asynchronous invocations: one request id for all attempts, and in the record of the one that failed for good.

The engine gives each retry an id of its own and leaves `requestContext.requestId` out of the on-failure record; on AWS
that id is how a retry, and whoever hears of the failure, knows which invocation it was.
"""

from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from . import replace

_invocation: ContextVar[str] = ContextVar("invocation", default="")
_failed: dict[int, str] = {}  # by the identity of the event object that the record will carry


def _invoke(original: Any) -> Any:
    def invoke(func: Any, event: Any) -> None:
        token = _invocation.set(str(uuid4()))
        try:
            original(func, event)  # it copies the context into its thread
        finally:
            _invocation.reset(token)

    return invoke


def _dispatch(original: Any) -> Any:
    def dispatch(func: Any, config: Any, event: Any, request_id: str, started: float) -> Any:
        return original(func, config, event, _invocation.get() or request_id, started)

    return dispatch


def _route(original: Any) -> Any:
    def route(target_arn: str, func_name: str, event: Any, result: Any) -> None:
        _failed[id(event)] = _invocation.get()
        original(target_arn, func_name, event, result)

    return route


def _deliver(original: Any) -> Any:
    def deliver(func: Any, event: Any) -> Any:
        if isinstance(event, dict) and "requestPayload" in event and "requestContext" in event:
            event["requestContext"]["requestId"] = _failed.pop(id(event["requestPayload"]), "")
        return original(func, event)

    return deliver


def apply() -> None:
    from ministack.services import lambda_svc

    replace(lambda_svc, "invoke_async_with_retry", _invoke)
    replace(lambda_svc, "_execute_function_dispatch", _dispatch)
    replace(lambda_svc, "_route_async_failure", _route)
    replace(lambda_svc, "_execute_function_with_config_scope", _deliver)
