"""AWS clients and the deterministic names of our resources; everything is made on first use, so imports stay cheap."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from boto3.session import Session
    from botocore.config import Config

_given: dict[str, Any] = {}


@cache
def _session() -> "Session":
    from boto3.session import Session

    return Session()


@cache
def client(service: str, *, read_timeout: int = 10, attempts: int = 3, endpoint: str | None = None) -> Any:
    """A boto3 client, one per service and setting; `read_timeout` in seconds, `attempts` includes the first."""
    if service in _given:
        return _given[service]
    return _session().client(service, endpoint_url=endpoint, config=_config(read_timeout, attempts))


def client_as(role: Mapping[str, Any], service: str) -> Any:
    """A client with the credentials that `sts.assume_role` gave; never kept, so that nobody else gets to use it."""
    return _session().client(
        service, config=_config(10, 3), aws_access_key_id=role["AccessKeyId"],
        aws_secret_access_key=role["SecretAccessKey"], aws_session_token=role["SessionToken"],
    )  # fmt: skip


def _config(read_timeout: int, attempts: int) -> "Config":
    from botocore.config import Config

    retries: Any = {"mode": "standard", "total_max_attempts": attempts}
    return Config(
        connect_timeout=3, read_timeout=read_timeout, retries=retries, max_pool_connections=24,
        user_agent="greenlight",  # botocore's own is put together anew for every request, which costs a twentieth
    )  # fmt: skip


@contextmanager
def using(service: str, given: Any) -> Iterator[None]:
    """As long as this lasts, `client(service)` is `given`: for a store that a test steps through, call by call."""
    before = dict(_given)
    _given[service] = given
    client.cache_clear()
    try:
        yield
    finally:
        _given.clear()
        _given.update(before)
        client.cache_clear()


def _prefix() -> str:
    return os.environ["GREENLIGHT_PREFIX"]


def table_name(name: str) -> str:
    return f"{_prefix()}-{name}"


def function_name(name: str) -> str:
    return f"{_prefix()}-{name}"


def tool_function(tool: str) -> str:
    """The Lambda behind a catalogue name such as `weights.save_batch`."""
    domain, _, name = tool.partition(".")
    return function_name(f"tool-{domain}-{name}")


def key_alias(name: str) -> str:
    return f"alias/{_prefix()}-{name}"


def secret_name(name: str) -> str:
    return f"{_prefix()}/{name}"


def setting(name: str, default: str | None = None) -> str:
    """A deploy parameter; raises KeyError where it is needed and missing."""
    return os.environ[name] if default is None else os.environ.get(name, default)


def bucket(name: str) -> str:
    return os.environ[f"{name.upper()}_BUCKET"]
