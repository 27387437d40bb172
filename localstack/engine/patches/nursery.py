"""The warm process behind the engine: has the shared libraries imported, and forks a Lambda worker on each order.

A program of its own, run as `python -I nursery.py <socket>`; it ends when the engine does. It stays single-threaded:
forking is safe only then. Handlers and the product's own layer are never imported here.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import time
from importlib.util import find_spec

PRELOAD = (
    "boto3.session", "botocore.session", "botocore.client", "botocore.endpoint", "botocore.httpsession",
    "botocore.parsers", "botocore.serialize", "botocore.signers", "botocore.retries.standard", "botocore.handlers",
    "boto3.dynamodb.types", "pydantic", "pydantic.deprecated.decorator", "aws_lambda_powertools", "jsonschema_rs",
    "jwt", "cryptography.hazmat.primitives.asymmetric.rsa", "cryptography.hazmat.primitives.serialization",
    "openai", "openai.resources.chat.completions", "cedarpy", "rfc8785", "requests", "zoneinfo", "asyncio",
    "concurrent.futures.thread", "site", "multiprocessing.util",
)  # fmt: skip
SERVICES = (
    "dynamodb", "lambda", "kms", "s3", "secretsmanager", "apigatewaymanagementapi", "stepfunctions", "events", "sesv2",
)  # fmt: skip
LIMIT = 1 << 20


def serve(control: socket.socket) -> None:
    """Answer every order with the pid of a new worker, until the engine hangs up."""
    while True:
        order, fds, _flags, _address = socket.recv_fds(control, LIMIT, 3)
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            control.close()
            become(json.loads(order), fds)
        for fd in fds:
            os.close(fd)
        control.send(str(pid).encode())


def become(order: dict[str, str], fds: list[int]) -> None:
    """Turn this fork into what `python <script>` would have been; never returns."""
    for target, fd in enumerate(fds):
        os.dup2(fd, target)
        os.close(fd)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(order["env"])  # type: ignore[arg-type]
    time.tzset()
    os.chdir(order["cwd"])
    sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115, the worker's for life
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace")  # noqa: SIM115
    sys.argv = [order["script"]]
    sys.path.insert(0, os.path.dirname(order["script"]))
    code = 1
    try:
        runpy.run_path(order["script"], run_name="__main__")
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def preload() -> None:
    """Import what is installed of the shared libraries; a worker imports the rest itself."""
    for name in PRELOAD:
        if find_spec(name.partition(".")[0]):
            importlib.import_module(name)
    share_service_models()
    gc.collect()
    gc.freeze()


def share_service_models() -> None:
    """One reader of AWS's service descriptions for every session of every worker, having read what ours need.

    Without it each worker parses them again: 50 ms and 12 MB a worker.
    """
    from boto3.session import Session
    from botocore import session

    make, shared = session.create_loader, session.create_loader()
    session.create_loader = lambda path=None: make(path) if path else shared
    warm = Session(region_name="eu-central-1", aws_access_key_id="none", aws_secret_access_key="none")  # noqa: S106
    for service in SERVICES:
        warm.client(service, endpoint_url="http://127.0.0.1").close()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    preload()
    serve(socket.socket(fileno=int(sys.argv[1])))
