"""WebSocket handlers run like any other Lambda; the engine serves all sockets of a route through one single worker.

It also keeps no log of them, ignores concurrency limits, and sends a failing handler's exception text to the client
(AWS: "Internal server error" with the connection's and the request's id).
"""

import json
from typing import Any

from . import replace


class _Dispatched:
    """Stands where the engine expects a worker, and takes the road that every other invocation takes."""

    def __init__(self, record: dict[str, Any]) -> None:
        self._record = record

    def invoke(self, event: dict[str, Any], request_id: str) -> dict[str, Any]:
        from ministack.services import lambda_svc

        answer = lambda_svc._execute_function_with_config_scope(self._record, event)
        if not answer.get("error"):
            return {"status": "ok", "result": answer.get("body")}
        ids = {"connectionId": event["requestContext"]["connectionId"], "requestId": request_id}
        return {"status": "error", "error": json.dumps({"message": "Internal server error"} | ids)}


def _worker(_original: Any) -> Any:
    def get_or_create_worker(
        func_name: str, config: dict[str, Any], code_zip: bytes, **_: Any
    ) -> _Dispatched:
        from ministack.services import lambda_svc

        stored = lambda_svc._functions.get(func_name) or {}
        return _Dispatched(dict(stored) | {"config": config, "code_zip": code_zip})

    return get_or_create_worker


def apply() -> None:
    from ministack.core import lambda_runtime

    replace(lambda_runtime, "get_or_create_worker", _worker)
