"""The web app's files, with the page itself for every path that is one of the app's own."""

from pathlib import Path

from aiohttp import web
from greenlight.errors import NotFound, Refused

READ = ("GET", "HEAD")
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self' ws://127.0.0.1:* ws://localhost:*; frame-ancestors 'none'; base-uri 'none'",
}
IMMUTABLE = "public, max-age=31536000, immutable"


class OnlyReading(Refused):
    status, title = 405, "Method not allowed"


def serve(request: web.Request, root: Path | None) -> web.StreamResponse:
    """The file at this path, or the app's page where the path has no extension. Raises NotFound, OnlyReading."""
    if request.method not in READ:
        raise OnlyReading("Files can only be read.", allow=", ".join(READ))
    if root is None:
        raise NotFound("There is no web app here yet; the API is up, and so is `make chat`.")
    file = (root / request.path.lstrip("/")).resolve()
    if not file.is_relative_to(root.resolve()):
        raise NotFound("There is nothing at this address.")
    if not file.is_file():
        if Path(request.path).suffix or not (root / "index.html").is_file():
            raise NotFound("There is no such file.")
        file = root / "index.html"
    hashed = (
        "assets" in file.relative_to(root.resolve()).parts if file.is_relative_to(root.resolve()) else False
    )
    return web.FileResponse(file, headers=SECURITY | {"Cache-Control": IMMUTABLE if hashed else "no-cache"})
