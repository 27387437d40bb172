"""The agent's doors: one Lambda that works a leg, and three routes for whoever calls it over HTTP."""

from typing import Any

from chalice.app import Chalice
from greenlight import aws, inward
from greenlight.observe import logged
from greenlight.rest import Answer, answer, body, rest_handler

from . import desk
from .capability import CAPABILITY
from .inside import inside
from .legs import Job, Workplace, work
from .model import chat_model, preload

app = Chalice(app_name="agent", configure_logs=False)


@app.lambda_function(name="agent")
@logged
def agent(event: Any, context: Any) -> dict[str, Any]:
    """In: `{run_token, run_id, thread_id, leg, correlation_id}`. Out: `{events}`, all that were sent."""
    place = Workplace(inside(), chat_model)
    return {"events": work(Job.of(event, context), place)}


@app.route("/run", methods=["POST"])
def run() -> Answer:
    """One leg, for a caller who waits for it; 202 with the address of its events where it takes longer."""
    inward.agent()
    return desk.run(body(desk.RunInput))


@app.route("/update", methods=["POST"])
def update() -> Answer:
    """Has the catalogue's files written; agents compare its hash at each leg and need no telling."""
    inward.agent()
    return answer({"hash": inward.ask("capabilities", {"sync": True})["hash"]})


@app.route("/agent/health", methods=["GET"])
def health() -> Answer:
    return answer({"status": "ok"})


handler = rest_handler(app, CAPABILITY)
if aws.setting(
    "OPENAI_MODEL", ""
):  # the Lambda that works legs; the routes' has neither the setting nor the layer
    preload()
