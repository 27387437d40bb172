"""Lambda workers: exception class names, environments that survive an exception, logs without a wait.

The engine calls every failure `Runtime.HandlerError` (AWS: the exception's class name, on which Retry and Catch match),
kills the worker after an ordinary exception (AWS keeps the environment), and waits 50 ms for log lines of a handler
that writes none, 5 ms of one that does. Here the worker marks the end of an invocation's log.
"""

import queue
import time
from typing import Any

from . import replace, substitute

LOG_END = "\x1e greenlight: end of invocation"
LOG_WAIT = 0.25
_FAILED = """            _real_stdout.write(json.dumps({"status": "error", "error": str(e), \
"trace": traceback.format_exc()}) + "\\n")
        _real_stdout.flush()
"""
_FAILED_BY_NAME = f"""\
            _ms_failed = {{"error": str(e), "type": type(e).__name__, "trace": traceback.format_exc()}}
            _real_stdout.write(json.dumps({{"status": "ok", "failed": _ms_failed}}) + "\\n")
        sys.stderr.write({LOG_END!r} + "\\n")
        sys.stderr.flush()
        _real_stdout.flush()
"""


class _Message(str):
    """An error message that remembers the class of its exception."""

    kind = ""


def _script(original: str) -> str:
    return substitute(original, _FAILED, _FAILED_BY_NAME)


def _invoke(original: Any) -> Any:
    def invoke(worker: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A handler's exception becomes an error only after the engine has decided to keep the worker."""
        answer: dict[str, Any] = original(worker, *args, **kwargs)
        if failed := answer.pop("failed", None):
            message = _Message(failed["error"])
            message.kind = failed["type"]
            answer |= {"status": "error", "error": message, "trace": failed["trace"]}
        return answer

    return invoke


def _execute(original: Any) -> Any:
    def execute(func: Any, event: Any, request_id: str) -> dict[str, Any]:
        answer: dict[str, Any] = original(func, event, request_id)
        body = answer.get("body")
        message = body.get("errorMessage") if answer.get("error") and isinstance(body, dict) else None
        if isinstance(message, _Message):
            answer["body"] = {"errorMessage": str(message), "errorType": message.kind}
        return answer

    return execute


def _drain(original: Any) -> Any:
    def drain(worker: Any) -> str:
        """This invocation's log lines, up to the mark; without one (a dead worker, Node.js) as the engine does."""
        if worker._proc is None or not str(worker.config.get("Runtime", "")).startswith("python"):
            return str(original(worker))
        lines: list[str] = []
        end = time.monotonic() + LOG_WAIT
        while (left := end - time.monotonic()) > 0:
            try:
                line = worker._stderr_queue.get(timeout=left)
            except queue.Empty:
                break
            if line == LOG_END:
                break
            lines.append(line)
        return "\n".join(lines)

    return drain


def apply() -> None:
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    replace(lambda_runtime, "_PYTHON_WORKER_SCRIPT", _script)
    replace(lambda_runtime.Worker, "invoke", _invoke)
    replace(lambda_runtime.Worker, "_drain_stderr_bounded", _drain)
    replace(lambda_svc, "_execute_function_warm", _execute)
