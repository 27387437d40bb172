"""The append Lambda, and the same for an agent that lives elsewhere and comes over HTTP."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged
from greenlight.rest import Answer, rest_handler

from . import elsewhere
from .append import answer
from .capability import CAPABILITY

app = Chalice(app_name="thread_append", configure_logs=False)
NDJSON = ["application/x-ndjson", "application/json"]


@app.lambda_function(name="thread_append")
@logged
def thread_append(event: Any, context: Any) -> dict[str, Any]:
    return answer(event)


@app.route("/internal/runs/{run_id}/claim", methods=["POST"])
def claim(run_id: str) -> Answer:
    return elsewhere.claim(run_id)


@app.route(
    "/internal/runs/{run_id}/events",
    methods=["POST"],
    content_types=["application/x-ndjson", "application/json"],
)
def events(run_id: str) -> Answer:
    return elsewhere.append(run_id)


handler = rest_handler(app, CAPABILITY)
