"""What an invocation leaves behind: one structured line, and metrics in the embedded format, both by Powertools.

Powertools is imported on the first line that is written, so that importing a handler does not pay for it.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger, Metrics

Handler = Callable[..., Any]  # (event, context) of a Lambda, or (event) under a Chalice event decorator
_FROM_EVENT = ("correlation_id", "run_id", "thread_id")
_notes: ContextVar[dict[str, Any]] = ContextVar("notes")


@cache
def logger() -> "Logger":
    """The service's logger; its name and level come from Powertools' own environment variables."""
    from aws_lambda_powertools.logging import Logger

    return Logger(use_rfc3339=True, utc=True)


@cache
def _metrics() -> "Metrics":
    from aws_lambda_powertools.metrics import Metrics

    return Metrics()


def count(name: str, value: float = 1) -> None:
    """Adds to a metric of this service. Never a tenant or an agent in its name: they would be endless dimensions."""
    metrics = _metrics()
    metrics.add_metric(name=name, unit="Count", value=value)


def note(**fields: Any) -> None:
    """Adds fields to the line of this invocation; ids and numbers, never a person's words."""
    _notes.get({}).update(fields)


@contextmanager
def line(**fields: Any) -> Iterator[dict[str, Any]]:
    """The fields of this invocation's line, which `note` adds to while it is being carried out."""
    token = _notes.set(fields)
    try:
        yield fields
    finally:
        _notes.reset(token)


def logged(handler: Handler, *, name: str = "") -> Handler:
    """Writes the invocation's one line: name, outcome, milliseconds, and the ids its event carries.

    For every Lambda but the REST ones, whose desk writes its own. A fault is logged with its trace and escapes.
    """

    @wraps(handler)
    def observed(event: Any, *context: Any) -> Any:
        started = time.perf_counter()
        with line(**_ids(event)) as fields:
            try:
                answer = handler(event, *context)
            except Exception:
                write(name or handler.__name__, started, {"outcome": "fault", **fields}, fault=True)
                raise
        write(name or handler.__name__, started, {"outcome": _outcome(answer), **fields})
        return answer

    return observed


def write(message: str, started: float, fields: Mapping[str, Any], *, fault: bool = False) -> None:
    """One line; `started` is the `perf_counter` at the beginning of the invocation."""
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    log = logger().exception if fault else logger().info
    log(message, extra={"ms": milliseconds, **fields})
    flush()


def flush() -> None:
    """Writes out the metrics that were counted, if any."""
    if _metrics.cache_info().currsize and _metrics().metric_set:
        _metrics().flush_metrics()


def _ids(event: Any) -> dict[str, Any]:
    if not isinstance(event, Mapping):
        return {}
    return {name: event[name] for name in _FROM_EVENT if isinstance(event.get(name), str)}


def _outcome(answer: Any) -> str:
    refused = isinstance(answer, Mapping) and answer.get("ok") is False
    return "refused" if refused else "ok"
