"""Layers are unpacked once and shared; the engine unpacks every layer for every worker (93 MB, 0.8 s and more)."""

import contextvars
import io
import os
import shutil
import tempfile
import threading
import zipfile
from pathlib import Path
from typing import Any

from . import replace

spawning: contextvars.ContextVar[list[str] | None] = contextvars.ContextVar("spawning", default=None)
"""Layer directories of the worker that this thread is starting, in the order of its configuration."""
_lock = threading.Lock()


def _directory(arn: str) -> Path:
    return Path(tempfile.gettempdir(), "layers", arn.replace(":", "_"))


def _unpack(arn: str, content: bytes) -> str:
    """Where this layer version lies unpacked; versions never change, so its ARN is key enough."""
    target = _directory(arn)
    with _lock:
        if not target.exists():
            staging = Path(tempfile.mkdtemp(prefix="layer-"))
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                archive.extractall(staging)
            target.parent.mkdir(exist_ok=True)
            os.replace(staging, target)
    return str(target)


def _resolve(original: Any) -> Any:
    def resolve(attachment: Any) -> bytes | None:
        found = spawning.get()
        content: bytes | None = original(attachment)
        if found is None or not content:
            return content
        arn = attachment if isinstance(attachment, str) else attachment["Arn"]
        found.append(_unpack(arn, content))
        return None

    return resolve


def _spawn(original: Any) -> Any:
    def spawn(worker: Any) -> None:
        token = spawning.set([])
        try:
            original(worker)
        finally:
            spawning.reset(token)

    return spawn


def apply() -> None:
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    # After a reset, version numbers start again with other content.
    shutil.rmtree(_directory("").parent / "layers", ignore_errors=True)
    replace(lambda_svc, "_resolve_layer_zip", _resolve)
    replace(lambda_runtime.Worker, "_spawn", _spawn)
