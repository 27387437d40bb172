"""One table of paths and where each leads, for two judges: the local edge, and CloudFront before the deployed stack."""

from typing import Final, Literal

Place = Literal["rest", "socket", "page", "file", "nothing"]

PUBLISHED: Final = ("/agent/health", "/api/v1/weights", "/approvals", "/health", "/run")
FILES: Final = ("index.html", "favicon.svg", "assets/index-1a2b3c4d.js")

PLACES: Final[dict[str, Place]] = {
    "/": "page",
    "/chat/thr_1": "page",
    "/signed-in": "page",
    "/agents": "page",  # not `/agent`
    "/agents/agt_1/goals": "page",
    "/agent": "page",  # only what lies beneath it is published
    "/approvalsx": "page",
    "/healthy": "page",
    "/Health": "page",
    "/runs/run_1": "page",
    "/v1.2/what": "page",
    "/ops/types/marketing.healthcare.v1": "page",
    "/ops/types/marketing.healthcare.v1/edit": "page",
    "/gone.js": "nothing",
    "/ends-with.": "page",
    "/favicon.svg": "file",
    "/index.html": "file",
    "/assets/index-1a2b3c4d.js": "file",
    "/assets/index-gone0000.js": "nothing",
    "/favicon.ico": "nothing",
    "/.greenlight": "nothing",
    "/.git/config": "nothing",
    "/health": "rest",
    "/health/": "rest",
    "/agent/health": "rest",
    "/run": "rest",
    "/approvals/apr_1/link": "rest",
    "/api/v1/weights": "rest",
    "/api/v1/weights/2026-01-01": "rest",
    "/api/v1/weightsx": "nothing",
    "/api/v1/unknown": "nothing",
    "/api/": "nothing",
    "/api": "nothing",
    "/API/v1/weights": "nothing",
    "/internal/runs/run_1/claim": "nothing",
    "/Internal/x": "nothing",
    "/metrics": "nothing",
    "/chat//thr_1": "nothing",
    "/chat/%2fx": "nothing",
    "/chat/%2e%2e/x": "nothing",
    "/realtime": "socket",
    "/realtime/x": "page",
}
