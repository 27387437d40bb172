"""Runs LocalStack's Step Functions on loopback; the machines' Lambdas run in an embedded engine that is there already.

Run by its own environment, as a file (its package and a folder of ours have one name):
`.local/interpreter/bin/python -P localstack/interpreter/run.py --port 8611 --engine <its URL> --state <directory>`
"""

import argparse
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
REGION = "eu-central-1"
ACCESS_KEY = SECRET_KEY = "test"  # noqa: S105, the engine's local root account


def environment(port: int, state: Path) -> dict[str, str]:
    """All settings: one service, nothing fetched, nothing sent, everything written in one directory."""
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "GATEWAY_LISTEN": f"127.0.0.1:{port}",
        "GATEWAY_SERVER": "hypercorn",  # its default server listens on every interface, whatever it is told
        "LOCALSTACK_HOST": f"127.0.0.1:{port}",
        "FILESYSTEM_ROOT": str(state),
        "OVERRIDE_IN_DOCKER": "0",  # or else, in a container, it writes to /var/lib
        "SERVICES": "stepfunctions",
        "STRICT_SERVICE_LOADING": "1",
        "EAGER_SERVICE_LOADING": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DISABLE_EVENTS": "1",
        "DNS_ADDRESS": "0",
        "NO_PROXY": "127.0.0.1,localhost",
    }


def forward_to(engine: str) -> None:
    """Lambda tasks invoke the engine's functions; LocalStack has no Lambda without Docker."""
    import boto3
    from botocore.config import Config
    from localstack.services.stepfunctions.asl.component.state.state_execution.state_task import (
        lambda_eval_utils,
    )

    config = Config(retries={"total_max_attempts": 1}, read_timeout=120, max_pool_connections=50)

    @cache
    def client(service: str) -> Any:
        return boto3.session.Session().client(
            service, endpoint_url=engine, region_name=REGION, config=config,
            aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
        )  # fmt: skip

    if not hasattr(lambda_eval_utils, "boto_client_for"):
        raise RuntimeError("LocalStack's lambda_eval_utils.boto_client_for is gone: review this file.")
    lambda_eval_utils.boto_client_for = lambda service, **_: client(service)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--engine", required=True)
    parser.add_argument("--state", type=Path, required=True)
    asked = parser.parse_args()
    settings = environment(asked.port, asked.state.resolve())
    os.environ.clear()
    os.environ.update(settings)
    sys.argv = ["localstack"]
    forward_to(asked.engine)
    from localstack.runtime.main import main as serve

    serve()


if __name__ == "__main__":
    main()
