"""A failing REST handler is answered by the API's own gateway responses; the engine sends the exception's text.

And `$context.path` in a gateway response's template is filled in; the engine leaves the variable's name there.
"""

import contextvars
import json
from typing import Any

from . import replace

BAD_GATEWAY = 502
_path: contextvars.ContextVar[str] = contextvars.ContextVar("path", default="")


class _HandlerFailed(Exception):
    """Carries a failed integration past the engine's own wording."""


def _proxy_response(original: Any) -> Any:
    def lambda_proxy_response(result: dict[str, Any]) -> tuple[Any, None]:
        answer, error = original(result)
        if error:
            raise _HandlerFailed
        return answer, None

    return lambda_proxy_response


def _execute(original: Any) -> Any:
    async def execute_in_scope(request: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        from ministack.services import apigateway_v1

        try:
            return await original(request, *args, **kwargs)
        except _HandlerFailed:
            error = apigateway_v1._GatewayError("DEFAULT_5XX", "Internal server error")
            _status, headers, body = apigateway_v1._gateway_error_response(error, request)
            return BAD_GATEWAY, headers, body

    return execute_in_scope


def _in_scope(original: Any) -> Any:
    async def handle_execute_in_scope(
        api_id: str, stage: str, method: str, path: str, *args: Any, **kwargs: Any
    ) -> Any:
        token = _path.set(f"/{stage}{path}")
        try:
            return await original(api_id, stage, method, path, *args, **kwargs)
        finally:
            _path.reset(token)

    return handle_execute_in_scope


def _error_response(original: Any) -> Any:
    def gateway_error_response(*args: Any) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = original(*args)
        path = json.dumps(_path.get())[1:-1]  # where it stands inside a JSON string
        return status, headers, body.replace(b"$context.path", path.encode())

    return gateway_error_response


def apply() -> None:
    from ministack.services import apigateway_v1

    replace(apigateway_v1, "_handle_execute_in_scope", _in_scope)
    replace(apigateway_v1, "_gateway_error_response", _error_response)
    replace(apigateway_v1, "_lambda_proxy_response", _proxy_response)
    replace(apigateway_v1, "_execute_in_scope", _execute)
