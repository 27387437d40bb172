"""What the embedded engine does unlike AWS and we depend on, one small patch each.

Every patch names the engine's symbol it replaces and fails at start if that symbol is gone; every gap has a test in
`localstack/tests/engine/` that runs against a bare engine too, so that a patch nobody needs any more turns red.
"""

from collections.abc import Callable
from importlib.metadata import version
from types import ModuleType
from typing import Any

PINNED = "1.5.33"


class EngineChanged(RuntimeError):
    """The engine is not the version that the patches were written for."""


def replace(owner: ModuleType | type, name: str, make: Callable[[Any], Any]) -> None:
    """Put `make(original)` in the place of `owner.name`, which must exist."""
    if not hasattr(owner, name):
        raise EngineChanged(
            f"{owner.__name__}.{name} is gone: review localstack/engine/patches/ for this version."
        )
    setattr(owner, name, make(getattr(owner, name)))


def substitute(text: str, old: str, new: str) -> str:
    """`text` with its only occurrence of `old` replaced."""
    if text.count(old) != 1:
        raise EngineChanged(f"The engine's worker script no longer holds exactly one {old!r}.")
    return text.replace(old, new)


def apply() -> None:
    """Apply every patch; call before the engine serves its first request."""
    if version("ministack") != PINNED:
        raise EngineChanged(f"The patches are for ministack {PINNED}, this is {version('ministack')}.")
    from . import (
        forking,
        gateway,
        hotpaths,
        invocations,
        layers,
        pooling,
        queueing,
        rights,
        scheduling,
        serving,
        sockets,
        streams,
        tenants,
        worker,
    )

    for module in (
        serving,
        worker,
        layers,
        forking,
        pooling,
        queueing,
        invocations,
        streams,
        sockets,
        gateway,
        rights,
        tenants,
        hotpaths,
        scheduling,
    ):
        module.apply()
