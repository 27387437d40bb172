"""`python -m infra.describe`: writes what docs/ has of the code (openapi.json, socket.schema.json, roles.md).

`--check` only compares them.
"""

import argparse
import json
import sys
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Any

from greenlight.declare import Domain
from greenlight.socket_messages import ClientMessage, ServerMessage
from pydantic.json_schema import models_json_schema

from . import ROOT, openapi, registry, roles
from .folder import Folder
from .progress import say, step

COMMAND = "python -m infra.describe"


def socket_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of what crosses the socket: a client sends one, the platform the other."""
    references, shared = models_json_schema([(ClientMessage, "validation"), (ServerMessage, "serialization")])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Greenlight's socket",
        "properties": {
            "client": references[ClientMessage, "validation"],
            "server": references[ServerMessage, "serialization"],
        },
        "$defs": shared["$defs"],
    }


def documents(folders: Sequence[Folder]) -> dict[str, str]:
    """The text of each generated document by its file's name."""
    return {
        "openapi.json": openapi.text(folders),
        "socket.schema.json": openapi.as_text(socket_schema()),
        "roles.md": roles.text(folders),
    }


def stale(functions: Path, docs: Path) -> Iterator[str]:
    """The names of committed documents that are not what the code says now.

    A domain that they do not know yet makes none stale: adding one touches its own folder alone.
    """
    committed = docs / "openapi.json"
    paths = json.loads(committed.read_text()).get("paths", {}) if committed.exists() else {}
    folders = [folder for folder in registry.load(functions) if not _is_new_domain(folder, paths)]
    for name, text in documents(folders).items():
        file = docs / name
        if not file.exists() or file.read_text() != text:
            yield name


def _is_new_domain(folder: Folder, paths: Container[str]) -> bool:
    return isinstance(folder.declared, Domain) and not any(route.path in paths for route in folder.routes)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--functions", type=Path, default=ROOT / "functions")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.check:
        old = list(stale(asked.functions, asked.docs))
        for name in old:
            say(f"{asked.docs / name} is out of date: {COMMAND}")
        return 1 if old else 0
    for name, text in documents(registry.load(asked.functions)).items():
        with step(f"docs/{name}"):
            (asked.docs / name).write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
