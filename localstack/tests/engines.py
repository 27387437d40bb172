"""A private engine for tests, with our patches or bare, and short ways to put something into it."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from socket import socket
from typing import Any

from localstack.stack.clients import client
from localstack.stack.processes import Process, Register, wait_until
from localstack.stack.profile import ENGINE_PYTHON, REGION, ROOT

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


class Engine:
    """One running engine; everything in it is the test's own."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.url = f"http://127.0.0.1:{port}"
        self._clients: dict[str, Any] = {}

    def client(self, service: str) -> Any:
        """One per service, all closed with the engine."""
        if service not in self._clients:
            self._clients[service] = client(service, self.url)
        return self._clients[service]

    def close(self) -> None:
        for one in self._clients.values():
            one.close()

    def function(self, name: str, code: str, *, rights: tuple[str, ...] = ("*",), **settings: Any) -> str:
        """A Lambda whose `handler` is in this code; its role may do `rights`. The function's ARN."""
        role = self.role(name, [{"Effect": "Allow", "Action": list(rights), "Resource": "*"}])
        wanted = {"Runtime": "python3.11", "Handler": "app.handler", "Timeout": 10, **settings}
        made = self.client("lambda").create_function(
            FunctionName=name, Role=role, Code={"ZipFile": zipped({"app.py": code})}, **wanted
        )
        return str(made["FunctionArn"])

    def role(self, name: str, statements: list[dict[str, Any]]) -> str:
        iam = self.client("iam")
        made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]
        policy = {"Version": "2012-10-17", "Statement": statements}
        iam.put_role_policy(RoleName=name, PolicyName="rights", PolicyDocument=json.dumps(policy))
        return str(made["Arn"])

    def invoke(self, name: str, event: Any = None, **how: Any) -> tuple[str | None, Any]:
        """What it answered, and the kind of error if it failed."""
        answer = self.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event), **how)
        content = answer["Payload"].read()
        return answer.get("FunctionError"), json.loads(content) if content else None

    def table(self, name: str) -> None:
        self.client("dynamodb").create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        )

    def socket_api(self, name: str, function_arn: str) -> str:
        """A WebSocket API whose every message goes to one Lambda; its URL."""
        api = self.client("apigatewayv2")
        made = api.create_api(
            Name=name, ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.kind"
        )
        target = api.create_integration(
            ApiId=made["ApiId"], IntegrationType="AWS_PROXY", IntegrationUri=_invocations(function_arn)
        )
        nothing = api.create_integration(ApiId=made["ApiId"], IntegrationType="MOCK")
        routes = {"$default": target, "$connect": nothing, "$disconnect": nothing}
        for key, integration in routes.items():
            place = f"integrations/{integration['IntegrationId']}"
            api.create_route(ApiId=made["ApiId"], RouteKey=key, Target=place)
        api.create_stage(ApiId=made["ApiId"], StageName="realtime", AutoDeploy=True)
        return f"ws://127.0.0.1:{self.port}/_aws/execute-api/{made['ApiId']}/realtime"

    def rest_api(self, name: str, function_arn: str) -> str:
        """A REST API with `/fails` served by one Lambda, and gateway responses that name the path; its URL."""
        api = self.client("apigateway")
        made = api.create_rest_api(name=name)["id"]
        root = api.get_resources(restApiId=made)["items"][0]["id"]
        place = api.create_resource(restApiId=made, parentId=root, pathPart="fails")["id"]
        at = {"restApiId": made, "resourceId": place, "httpMethod": "GET"}
        api.put_method(**at, authorizationType="NONE")
        api.put_integration(
            **at, type="AWS_PROXY", integrationHttpMethod="POST", uri=_invocations(function_arn)
        )
        for kind in ("DEFAULT_5XX", "MISSING_AUTHENTICATION_TOKEN"):
            template = {"application/json": '{"title": "ours", "instance": "$context.path"}'}
            api.put_gateway_response(restApiId=made, responseType=kind, responseTemplates=template)
        api.create_deployment(restApiId=made, stageName="v1")
        return f"{self.url}/_aws/execute-api/{made}/v1"


def zipped(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def _invocations(function_arn: str) -> str:
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function_arn}/invocations"


@cache
def ensure_environment() -> None:
    """The engine's own environment, as `make up` makes it."""
    script = ["sh", "localstack/environment.sh", ".local/engine", "requirements/engine.txt"]
    subprocess.run(script, cwd=ROOT, check=True)


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(state: Path, *flags: str) -> Iterator[Engine]:
    """An engine on a free port, stopped at the end."""
    ensure_environment()
    port = free_port()
    argv = (str(ENGINE_PYTHON), "-m", "localstack.engine", "--port", str(port), "--state", str(state), *flags)
    register = Register(state)
    process = Process("engine", argv, port, state / "engine.log")
    engine = Engine(port, register.start(process, {"PYTHONPATH": str(ROOT)}, ROOT))
    try:
        ready = wait_until(lambda: _is_up(port), 30)
        assert ready, (state / "engine.log").read_text()
        yield engine
    finally:
        engine.close()
        register.stop()


def _is_up(port: int) -> bool:
    with socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
