"""An account and a cloud in memory, with a customer whose socket is open."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.standins.cloud import Cloud, open_cloud
from tests.standins.fixtures import account
from tests.standins.platform import CONNECTION, settle_in, ticket

__all__ = ["account"]


@pytest.fixture
def cloud(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    monkeypatch.setenv("ALLOWED_ORIGINS", "http://127.0.0.1:8600")
    monkeypatch.setenv("CATALOGUE_HASH", "c0ffee")
    settle_in()
    with open_cloud() as opened:
        yield opened


@pytest.fixture
def socket(cloud: Cloud) -> Iterator[str]:
    from functions.threads.app import connect, disconnect

    assert connect(connecting(ticket()), None)["statusCode"] == 200
    yield CONNECTION
    disconnect(event("$disconnect"), None)


def event(route: str, body: str = "", connection: str = CONNECTION) -> dict[str, Any]:
    return {
        "requestContext": {
            "connectionId": connection, "routeKey": route, "apiId": "ws", "stage": "realtime", "domainName": "ws",
        },
        "body": body,
    }  # fmt: skip


def connecting(secret: str, origin: str = "", connection: str = CONNECTION) -> dict[str, Any]:
    headers = {"origin": origin} if origin else {}
    return event("$connect", connection=connection) | {
        "headers": headers,
        "queryStringParameters": {"ticket": secret},
    }
