"""One hash over everything that a deploy depends on, from sizes and times, so that a repeat of `make up` is quick."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

SKIPPED = {"__pycache__", "tests"}


def of(root: Path, functions: Path, *extra: str) -> str:
    """Changes when a file under `functions`, `infra` or `layers`, a lock, or one of `extra` does."""
    digest = hashlib.sha256()
    places = [functions, root / "infra", root / "layers", root / "statemachines", root / "requirements"]
    for file in (file for place in places for file in _files(place)):
        found = file.stat()
        digest.update(f"{file}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    digest.update("\0".join(extra).encode())
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    for path in sorted(place.rglob("*")):
        if (
            path.suffix != ".pyc"
            and not SKIPPED.intersection(path.parts[len(place.parts) :])
            and path.is_file()
        ):
            yield path
