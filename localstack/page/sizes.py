"""What a first visit to a page of the app has to fetch, counted on the built files as they are sent."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTRY = "index.html"
MANIFEST = Path(".vite") / "manifest.json"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file, its bytes, and how many of them travel, in gzip where it is sent so."""

    name: str
    size: int
    travels: int


def sent(served: Path, name: str) -> Sent:
    size, packed = (served / name).stat().st_size, served / f"{name}.gz"
    return Sent(name, size, packed.stat().st_size if packed.is_file() else size)


def first_visit(served: Path, page: str) -> list[Sent]:
    """The page itself, the entry, and the chunk of this source (`src/chat/ChatPage.tsx`) with all that it imports
    at once; the largest first. Raises KeyError for a source that is no page."""
    chunks: Mapping[str, Any] = json.loads((served / MANIFEST).read_text())
    names = {ENTRY} | set(_files(chunks, ENTRY, set())) | set(_files(chunks, page, set()))
    return sorted((sent(served, name) for name in names), key=lambda one: -one.travels)


def scripts(served: Path) -> list[Sent]:
    """Every script and stylesheet of the build."""
    chunks: Mapping[str, Any] = json.loads((served / MANIFEST).read_text())
    names = {chunk["file"] for chunk in chunks.values()} | {
        css for chunk in chunks.values() for css in chunk.get("css", ())
    }
    return sorted((sent(served, name) for name in names), key=lambda one: -one.travels)


def _files(chunks: Mapping[str, Any], key: str, seen: set[str]) -> Iterator[str]:
    if key in seen:
        return
    seen.add(key)
    yield chunks[key]["file"]
    yield from chunks[key].get("css", ())
    for imported in chunks[key].get("imports", ()):
        yield from _files(chunks, imported, seen)
