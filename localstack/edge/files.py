"""The web app's files, with the page itself for every path that is one of the app's own."""

from pathlib import Path

from aiohttp import web
from greenlight.errors import NotFound, Refused

from infra.page_headers import ASK_AGAIN, FOREVER, HASHED, PAGE_HEADERS

READ = ("GET", "HEAD")
COMPRESSED = ".gz"  # what the build put beside a file; aiohttp sends it to who takes it


class OnlyReading(Refused):
    status, title = 405, "Method not allowed"


def serve(request: web.Request, root: Path) -> web.StreamResponse:
    """The file at this path, or the app's page where the path is none of a file's. Raises NotFound, OnlyReading."""
    if request.method not in READ:
        raise OnlyReading("Files can only be read.", allow=", ".join(READ))
    if not (root / "index.html").is_file():
        raise NotFound("There is no page here: `make web` builds it. The API is up, and so is `make chat`.")
    name = _name(request.path, root)
    keep = FOREVER if name.startswith(f"{HASHED}/") else ASK_AGAIN
    return web.FileResponse(
        root / name, headers=PAGE_HEADERS | {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    )


def _name(path: str, root: Path) -> str:
    """Which file answers for a path. Raises NotFound for what looks like a file and is none of the app's."""
    inside = root.resolve()
    file = (inside / path.lstrip("/")).resolve()
    if not file.is_relative_to(inside):
        raise NotFound("There is nothing at this address.")
    name = file.relative_to(inside).as_posix()
    if name.endswith(COMPRESSED) or any(part.startswith(".") and part != "." for part in name.split("/")):
        raise NotFound("There is no such file.")
    if file.is_file():
        return name
    if Path(path).suffix and _holds_files(name):
        raise NotFound("There is no such file.")
    return "index.html"


def _holds_files(name: str) -> bool:
    """Whether the app has files there: ids in its own addresses, such as an agent type's, have dots too."""
    return "/" not in name or name.startswith(f"{HASHED}/")
