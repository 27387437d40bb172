"""Runs the embedded AWS: MiniStack with our patches, enforcing IAM, on loopback, all it writes in one directory.

Run by the engine's own environment: `.local/engine/bin/python -m localstack.engine --port 8601 --state <directory>`.
Its environment starts empty, because Lambdas inherit it: nothing of the developer's shell reaches them.
"""

import argparse
import os
import sys
from pathlib import Path

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
REGION = "eu-central-1"
UNFINISHED = "running"
ACCESS_KEY = SECRET_KEY = "test"  # noqa: S105, the local root account; every local AWS takes this pair


def environment(port: int, state: Path, log_level: str) -> dict[str, str]:
    """All settings of the engine; waits are shortened, never skipped."""
    scratch = state / "tmp"
    scratch.mkdir(parents=True, exist_ok=True)
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "MINISTACK_HOST": "localhost",
        "MINISTACK_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "AUTH": "true",
        "PERSIST_STATE": "1",
        "S3_PERSIST": "1",
        "STATE_DIR": str(state / "services"),
        "S3_DATA_DIR": str(state / "s3"),
        "TMPDIR": str(scratch),
        "LAMBDA_WARM_TTL_SECONDS": "120",
        "LAMBDA_ASYNC_RETRY_BASE_SECONDS": "0.2",
        "SFN_WAIT_SCALE": "0.1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": log_level,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--log-level", default="WARNING")
    parser.add_argument("--bare", action="store_true", help="without our patches (the tests compare)")
    asked = parser.parse_args()
    settings = environment(asked.port, asked.state.resolve(), asked.log_level)
    os.environ.clear()
    os.environ.update(settings)
    if not asked.bare:
        from . import patches

        patches.apply()
    from ministack.app import main as serve

    sys.argv = ["ministack"]
    mark = asked.state.resolve() / UNFINISHED
    mark.touch()
    try:
        serve()
    except (
        SystemExit
    ) as ended:  # how its own SIGTERM handler ends, once the server has shut down in good order
        if ended.code:
            raise
    mark.unlink()  # only now is all state on disk; `make up` looks for what a crash left
