"""One hash over the content of everything that the page is built from, so that it is built again only for a change."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("src", "public", "plugins")
FILES = ("index.html", "vite.config.ts", "tsconfig.json", "package.json", "package-lock.json")
GENERATED = "schema.d.ts"  # from docs/openapi.json, which counts instead


def fingerprint(web: Path, openapi: Path) -> str:
    """Changes with a source, not with a test beside it."""
    digest = hashlib.sha256()
    for file in (*_sources(web), openapi):
        digest.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _sources(web: Path) -> Iterator[Path]:
    yield from (file for name in FILES if (file := web / name).is_file())
    for folder in FOLDERS:
        for file in sorted((web / folder).rglob("*")):
            if file.is_file() and ".test." not in file.name and file.name != GENERATED:
                yield file
