"""A burst of a short function shares a few workers; the engine starts a worker for every invocation that overlaps.

On AWS an environment costs nobody's memory but Amazon's. Here fifty sockets would start two hundred processes at once.
Functions that may wait long for others, as the agent waits for its model, still get a worker each.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from . import replace

WORKERS = 8
SHORT = 60  # seconds of a function's timeout
PATIENCE = 30.0
PATIENCE_NESTED = (
    4.0  # a Lambda's own call gets another worker sooner: those it waits for may be waiting for it
)
_freed: dict[str, threading.Condition] = defaultdict(threading.Condition)


def _acquire(original: Callable[..., Any]) -> Callable[..., Any]:
    def acquire_worker(name: str, config: dict[str, Any], *args: Any, **kwargs: Any) -> tuple[Any, Any]:
        if config.get("Timeout", SHORT + 1) > SHORT:
            return tuple(original(name, config, *args, **kwargs))
        end = time.monotonic() + _patience()
        with _freed[name]:
            while (left := end - time.monotonic()) > 0:
                worker, how = original(name, config, *args, **kwargs | {"max_concurrency": WORKERS})
                if worker:
                    return worker, how
                _freed[name].wait(left)
        return tuple(original(name, config, *args, **kwargs))

    return acquire_worker


def _patience() -> float:
    from ministack.services import lambda_svc

    return PATIENCE if lambda_svc._invoke_depth.get() < 2 else PATIENCE_NESTED


def _release(original: Callable[..., Any]) -> Callable[..., Any]:
    def release_worker(worker: Any) -> None:
        original(worker)
        if worker is not None:
            with _freed[worker.func_name]:
                _freed[worker.func_name].notify()

    return release_worker


def apply() -> None:
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    replace(lambda_runtime, "acquire_worker", _acquire)
    replace(lambda_runtime, "release_worker", _release)
    # The engine's service imported both by name.
    replace(lambda_svc, "acquire_worker", lambda _: lambda_runtime.acquire_worker)
    replace(lambda_svc, "release_worker", lambda _: lambda_runtime.release_worker)
