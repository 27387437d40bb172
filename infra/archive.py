"""Zips with nothing of the day they were made in, and content keys that are known before anything is zipped."""

import hashlib
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

from .target import ARCHITECTURE, RUNTIME

EPOCH = (1980, 1, 1, 0, 0, 0)
MODES = {".so": 0o755}
FORMAT = "1"  # raise it when the same sources shall give other zips


def key(*parts: bytes | str, files: Iterable[tuple[str, Path]] = ()) -> str:
    """Hex digest over everything that decides what a zip holds: sources, locks, and what it is compiled by."""
    found = hashlib.sha256()
    contents = [(name, path.read_bytes()) for name, path in sorted(files)]
    for name, content in [("target", f"{FORMAT} {RUNTIME} {ARCHITECTURE}".encode()), *contents]:
        found.update(f"{name}\0{len(content)}\0".encode() + content)
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        found.update(f"\0{len(content)}\0".encode() + content)
    return found.hexdigest()[:32]


def pack(root: Path, target: Path) -> None:
    """All files under `root`, sorted, at one date; appears under its name only when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), EPOCH)
            entry.external_attr = (0o100000 | MODES.get(path.suffix, 0o644)) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    partial.replace(target)
