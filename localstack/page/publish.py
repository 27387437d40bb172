"""A finished build becomes what is served: assets first, the page that names them last, so that nobody meets half.

The files of the build before stay too: a tab that was opened then may yet ask for one of them.
"""

import gzip
import json
import os
from pathlib import Path
from typing import Any

ENTRY = "index.html"
RECORD = ".greenlight"
SMALLEST = 1000  # bytes; below it CloudFront does not compress either
COMPRESSED = {".html", ".js", ".css", ".svg", ".json", ".map"}


def publish(built: Path, served: Path, fingerprint: str) -> None:
    """`served` may be in use meanwhile; afterwards it holds this build, the one before, and a record of both."""
    before = set(record(served).get("files", ()))
    files = sorted(path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    for name in sorted(files, key=lambda name: name == ENTRY):
        _put(built / name, served / name)
    _write(served / RECORD, json.dumps({"fingerprint": fingerprint, "files": files}).encode())
    _drop_all_but(before | set(files), served)


def record(served: Path) -> dict[str, Any]:
    """What was published last (`fingerprint`, `files`); empty if nothing was."""
    file = served / RECORD
    found: dict[str, Any] = json.loads(file.read_text()) if file.is_file() else {}
    return found


def _put(source: Path, target: Path) -> None:
    """The file, and beside it the same in gzip, as CloudFront would send it."""
    content = source.read_bytes()
    if source.suffix in COMPRESSED and len(content) >= SMALLEST:
        _write(target.with_name(f"{target.name}.gz"), gzip.compress(content, 9, mtime=0))
    else:
        target.with_name(f"{target.name}.gz").unlink(missing_ok=True)
    _write(target, content)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.draft")
    draft.write_bytes(content)
    os.replace(draft, file)


def _drop_all_but(kept: set[str], served: Path) -> None:
    for path in served.rglob("*"):
        name = path.relative_to(served).as_posix()
        if path.is_file() and name != RECORD and name.removesuffix(".gz") not in kept:
            path.unlink()
