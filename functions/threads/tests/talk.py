"""Talking on a socket in tests."""

import json
import os
from typing import Any
from uuid import uuid4

from functions.threads.app import connect, message
from tests.standins.cloud import Cloud
from tests.standins.platform import CONNECTION, TENANT, settle_in, ticket

from .conftest import connecting, event

OTHER = "conn2="


def say(
    cloud: Cloud, kind: str, payload: Any = None, *, id: str = "", thread: str = "", on: str = CONNECTION
) -> Any:
    """Sends one message; returns the last frame that came back."""
    body = {
        "v": 1,
        "kind": kind,
        "id": id or uuid4().hex,
        "thread": thread,
        "payload": payload if payload is not None else {},
    }
    return raw(cloud, json.dumps(body), on)


def raw(cloud: Cloud, body: str, on: str = CONNECTION) -> Any:
    message(event("$default", body, on), None)
    return cloud.frames[on][-1]


def own(name: str) -> str:
    """A request id of this test's own: the account outlives it."""
    return f"{os.environ['PYTEST_CURRENT_TEST'][-100:]}-{name}"


def open_second(cloud: Cloud, user: str, tenant: str = TENANT) -> str:
    settle_in(user, tenant)
    connect(connecting(ticket(user, tenant), connection=OTHER), None)
    return OTHER
