"""An account in memory with people of every role and the shipped agent types."""

from typing import Any

import pytest
from greenlight.declare import AGENTS, TENANTS
from greenlight.items import Items
from greenlight.keys import Keys, new_id

from tests.standins.approvals import gather
from tests.standins.fixtures import account
from tests.standins.gateway import Said
from tests.standins.hired import at, publish_types
from tests.standins.platform import TENANT

__all__ = ["account"]


@pytest.fixture(scope="module")
def types(account: None) -> None:
    publish_types()
    gather()


@pytest.fixture
def person(types: None) -> str:
    """A customer who has hired nobody yet."""
    user_id = new_id("usr")
    member = {
        "name": "Nora",
        "email": "",
        "roles": ["customer"],
        "status": "active",
        "timezone": "Europe/Berlin",
    }
    Items(TENANTS).put({**Keys(TENANT).member(user_id), **member})
    return user_id


def ask(method: str, path: str, body: Any = None, **more: Any) -> Said:
    return at("hiring", method, f"/api/cp{path}", body, **more)


def outdate(user_id: str, subscription_id: str, **fields: Any) -> None:
    """As if the clock had gone on: sets these of a subscription's fields."""
    sets = ", ".join(f"#{name} = :{name}" for name in fields)
    Items(AGENTS).update(
        Keys(TENANT).subscription(user_id, subscription_id), f"SET {sets}",
        values={f":{name}": value for name, value in fields.items()}, names={f"#{name}": name for name in fields},
    )  # fmt: skip
