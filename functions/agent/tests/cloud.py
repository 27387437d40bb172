"""Lambda's invoke API on loopback, for as long as a test lasts; real boto3 talks to it."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from greenlight import aws

from functions.agent.tests.stand_in import loopback

Function = Callable[[dict[str, Any]], Any]


@dataclass
class Cloud:
    """`functions` answer by name; one that raises has crashed. `busy` refuses that many invocations first."""

    functions: dict[str, Function] = field(default_factory=dict)
    busy: int = 0
    invoked: list[str] = field(default_factory=list)


@contextmanager
def cloud(functions: Mapping[str, Function], **environment: str) -> Iterator[Cloud]:
    here = Cloud(dict(functions))
    with loopback(_handler(here)) as url:
        variables = {
            "AWS_ENDPOINT_URL_LAMBDA": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "eu-central-1", "GREENLIGHT_PREFIX": "greenlight-test", **environment,
        }  # fmt: skip
        with pytest.MonkeyPatch.context() as variable:
            for name, value in variables.items():
                variable.setenv(name, value)
            aws.client.cache_clear()
            yield here
            aws.client.cache_clear()


def _handler(here: Cloud) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body, headers = _invoke(here, self.path.split("/")[3], event)
            text = json.dumps(body).encode()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(text))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent."""

    return Handler


def _invoke(here: Cloud, function: str, event: dict[str, Any]) -> tuple[int, Any, dict[str, str]]:
    name = function.removeprefix("greenlight-test-")
    here.invoked.append(name)
    if here.busy:
        here.busy -= 1
        return 429, {"Message": "slow down"}, {"x-amzn-errortype": "TooManyRequestsException"}
    if name not in here.functions:
        return 404, {"Message": "none"}, {"x-amzn-errortype": "ResourceNotFoundException"}
    try:
        return 200, here.functions[name](event), {}
    except ArithmeticError as error:
        return 200, {"errorMessage": str(error)}, {"X-Amz-Function-Error": "Unhandled"}
