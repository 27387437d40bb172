"""An account in memory with people of every role and the shipped agent types, and nobody hired but their coaches."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.standins.approvals import gather, publish
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.hired import at, publish_types

__all__ = ["account"]
URL = "/api/v1/hired-agents"


@pytest.fixture(scope="module")
def types(account: None) -> Iterator[None]:
    """And a published catalogue, which goals are checked against."""
    with pytest.MonkeyPatch.context() as patch:
        publish(patch)
        publish_types()
        gather()
        yield


def ask(method: str, path: str, body: Any = None, **more: Any) -> Said:
    return at("hired_agents", method, f"{URL}{path}", body, **more)
