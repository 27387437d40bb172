"""CPU of a cold start of each kind of Lambda up to its first request, from the built zips, in the engine's interpreter.

Third-party code is the locked set of the engine's environment; ours comes with the bytecode that the builder packed.
"""

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from localstack.stack.profile import ENGINE_PYTHON
from tests.load.cold_events import ANSWERS, LAMBDAS
from tests.load.sink import MODEL, Sink

Json = dict[str, Any]
ROUNDS = 9
PROBE = str(Path(__file__).with_name("cold_probe.py"))


@dataclass(frozen=True)
class Start:
    """Median CPU milliseconds up to the first request, and for the agent up to the first one to its model."""

    name: str
    first: float
    model: float = 0.0


def measure(build: Path) -> Iterator[Start]:
    """Each kind of Lambda and the two comparisons, in rounds, so that a busy moment hits all alike."""
    with TemporaryDirectory() as scratch:
        layer = _unpack(build, "layers", "greenlight", Path(scratch)) / "python"
        places = {folder: _unpack(build, "zips", folder, Path(scratch)) for folder, _, _ in LAMBDAS.values()}
        commands = {
            name: ([kind, str(places[folder]), str(layer)], event)
            for name, (folder, kind, event) in LAMBDAS.items()
        }
        commands |= {"boto3": (["boto3"], {}), "openai": (["openai"], {})}
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for number in range(ROUNDS + 1):
            for name, (arguments, event) in commands.items():
                figures = _once(name, arguments, event)
                if number:  # the first round fills the page cache
                    found[name].append(figures)
    for name, rounds in found.items():
        yield Start(name, *(median(column) for column in zip(*rounds, strict=True)))


def _once(name: str, arguments: list[str], event: Json) -> tuple[float, float]:
    """The agent is answered until it asks its model; all others are left alone with their first request."""
    with Sink(ANSWERS if name == "agent" else {}) as sink:
        seen = sink.watch([str(ENGINE_PYTHON), "-I", PROBE, *arguments], event, _environment(sink.url))
    return seen[0][1], next((cpu for path, cpu in seen if MODEL in path), 0.0)


def _environment(url: str) -> dict[str, str]:
    """Everything that any of them reads; AWS and the model are the sink."""
    names = {
        "GREENLIGHT_PREFIX": "greenlight-test",
        "GREENLIGHT_STAGE": "test",
        "POWERTOOLS_SERVICE_NAME": "bench",
    }
    aws = {
        "AWS_ENDPOINT_URL": url, "AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1",
        "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_LAMBDA_FUNCTION_NAME": "bench", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "SOCKET_ENDPOINT": url,
    }  # fmt: skip
    oidc = {"OIDC_ISSUER": "greenlight", "OIDC_AUDIENCE": "internal", "OIDC_JWKS_URL": f"{url}/jwks"}
    model = {"OPENAI_BASE_URL": f"{url}/v1", "OPENAI_MODEL": "any", "OPENAI_API_KEY": "none"}
    rest = {"CONTENT_BUCKET": "content", "CATALOGUE_HASH": "h", "ALLOWED_ORIGINS": url}
    return {"PATH": "/usr/bin:/bin", **names, **aws, **oidc, **model, **rest}


def _unpack(build: Path, kind: str, name: str, scratch: Path) -> Path:
    key = json.loads((build / "manifest.json").read_text())["keys"][name]
    target = scratch / kind / name
    with zipfile.ZipFile(build / key) as archive:
        archive.extractall(target)
    return target
