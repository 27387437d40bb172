"""The environment that the real code gets: our clients by `aws.using`, ids that repeat, and nothing of this machine."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import ulid
from greenlight import aws, catalogue

from .actor import Call
from .dynamo.client import Client
from .programs import Programs

PREFIX = "greenlight-explored"
ENVIRONMENT = {
    "GREENLIGHT_PREFIX": PREFIX, "GREENLIGHT_STAGE": "test", "CONTENT_BUCKET": "content",
    "POWERTOOLS_METRICS_NAMESPACE": "Explored", "POWERTOOLS_METRICS_DISABLED": "true",
}  # fmt: skip
Handler = Callable[[dict[str, Any]], Any]


class Lambdas:
    """Internal Lambdas that read and write nothing: called at once, which no other program can notice."""

    def __init__(self, functions: Mapping[str, Handler]) -> None:
        self._functions = functions

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        said = self._functions[FunctionName.removeprefix(f"{PREFIX}-")](json.loads(Payload))
        return {"Payload": io.BytesIO(json.dumps(said).encode())}


class Content:
    """The bucket with the catalogue."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._stored = json.dumps(stored).encode()

    def get_object(self, Bucket: str, Key: str) -> dict[str, Any]:
        return {"Body": io.BytesIO(self._stored)}


class Machines:
    """Step Functions: a callback carries no authority, so nothing here depends on whether it arrives."""

    def send_task_success(self, taskToken: str, output: str) -> dict[str, Any]:
        return {}


@contextmanager
def stage(programs: Programs, tools: Mapping[str, Any], functions: Mapping[str, Handler]) -> Iterator[None]:
    """`tools` are catalogue entries by domain and name; `functions` the Lambdas that are called at once."""
    described = {name: {"name": name, "tools": entries} for name, entries in tools.items()}
    stored: dict[str, Any] = {"hash": catalogue.digest(described), "domains": described}
    clients = {
        "dynamodb": Client(lambda operation, request: programs.running.ask(Call("dynamodb", operation, request))),
        "s3": Content(stored), "lambda": Lambdas(functions), "stepfunctions": Machines(),
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as environment, ExitStack() as open_clients:
        for name, value in (ENVIRONMENT | {"CATALOGUE_HASH": stored["hash"]}).items():
            environment.setenv(name, value)
        for service, client in clients.items():
            open_clients.enter_context(aws.using(service, client))
        catalogue.load.cache_clear()
        with _ids(programs):
            yield
    catalogue.load.cache_clear()


@contextmanager
def _ids(programs: Programs) -> Iterator[None]:
    """Of the actor who makes them, and of nothing else: the seam is python-ulid's own."""
    before = ulid.default_generator
    ulid.default_generator = ulid.ULIDGenerator(
        clock=lambda: int(programs.running.at * 1000),
        randomness=lambda _moment: programs.running.chance(10),
        policy=ulid.PureRandomPolicy(),
    )
    try:
        yield
    finally:
        ulid.default_generator = before


def table(name: str) -> str:
    return f"{PREFIX}-{name}"


__all__ = ["PREFIX", "stage", "table"]
