"""What is published: the builder's `routes.json`, read again when a deploy rewrites it."""

import json
from pathlib import Path
from urllib.parse import unquote

from infra.page_headers import NEVER_A_PAGE

ALWAYS_HIDDEN = ("/internal", "/metrics")


def is_sound(raw_path: str) -> bool:
    """False for paths that two programs may read differently: dot segments, doubled or encoded slashes, controls."""
    path = unquote(raw_path, errors="strict") if raw_path.isascii() else ""
    segments = path.split("/")
    return (
        path.startswith("/")
        and "//" not in path
        and not {".", ".."} & set(segments)
        and not any(mark in raw_path.lower() for mark in ("%2f", "%5c", "%00", "%25"))
        and all(character.isprintable() and character != "\\" for character in path)
    )


class Routes:
    """The public prefixes; a path belongs to a prefix if it is that path or lies beneath it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._stamp: tuple[int, int] | None = None
        self._published: tuple[str, ...] = ()

    def published(self, path: str) -> bool:
        """In the case that it is published in: the gateway and CloudFront tell cases apart."""
        self._refresh()
        return _under(path, self._published) and not _under(path, ALWAYS_HIDDEN)

    def hidden(self, path: str) -> bool:
        """True where an answer of the app's page instead of a 404 would deceive a program, in whatever case."""
        return _under(path.lower(), NEVER_A_PAGE)

    def _refresh(self) -> None:
        found = self._file.stat()
        if (stamp := (found.st_mtime_ns, found.st_size)) == self._stamp:
            return
        self._published = tuple(json.loads(self._file.read_text())["rest"])
        self._stamp = stamp


def _under(path: str, prefixes: tuple[str, ...]) -> bool:
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)
