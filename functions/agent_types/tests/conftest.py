"""An account with what the platform ships published, people of every role in two tenants, and two tools."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from greenlight.declare import AGENTS
from greenlight.items import Items
from greenlight.keys import Keys

from functions.agent_types.app import handler
from infra import agent_types as shipping
from tests.standins.account import PREFIX
from tests.standins.approvals import PEOPLE, gather, publish
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.gateway import ask as asked
from tests.standins.platform import TENANT

__all__ = ["account"]
URL = "/api/v1/agent-types"
OTHER = "otherfirm"


@pytest.fixture
def library(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a deploy leaves; afterwards nothing of what the test's operators wrote."""
    publish(monkeypatch)
    for tenant in (TENANT, OTHER):
        gather(tenant)
    shipping.publish(boto3.client("dynamodb"), PREFIX)
    yield
    mine = [item for tenant in (TENANT, OTHER) for item in _of(tenant)]
    for item in mine:
        Items(AGENTS).delete({"pk": item["pk"], "sk": item["sk"]})


def _of(tenant: str) -> list[dict[str, Any]]:
    keys, table = Keys(tenant), Items(AGENTS)
    drafts = list(table.every(keys.type_draft("any.v1")["pk"]))
    newest = list(table.every(keys.published_types(), index=1))
    return drafts + [item for one in newest for item in table.every(one["pk"])]


def ask(method: str, path: str = "", body: Any = None, **more: Any) -> Said:
    return asked(handler, method, f"{URL}{path}", body, **more)


def operate(method: str, path: str = "", body: Any = None, **more: Any) -> Said:
    """As the operator of a tenant."""
    return ask(method, path, body, user=PEOPLE["operator"], **more)
