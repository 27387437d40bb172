"""Threads at their doors: three socket handlers, the REST routes, and the two that look after stuck runs."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note
from greenlight.rest import rest_handler

from . import care, feedback, socket, views
from .capability import CAPABILITY

app = Chalice(app_name="threads", configure_logs=False)
app.experimental_feature_flags.update(["WEBSOCKETS"])


@app.on_ws_connect(name="connect")
@logged
def connect(event: Any) -> dict[str, Any]:
    return socket.open_socket(event.to_dict())


@app.on_ws_message(name="message")
@logged
def message(event: Any) -> None:
    note(kind=socket.hear(event.connection_id, event.body))


@app.on_ws_disconnect(name="disconnect")
@logged
def disconnect(event: Any) -> None:
    socket.close_socket(event.connection_id)


@app.schedule("rate(1 minute)", name="sweep")
@logged
def sweep(event: Any) -> None:
    note(due=care.sweep())


@app.lambda_function(name="start_run")
@logged
def start_run(event: Any, context: Any) -> None:
    care.start(event["tenant_id"], event["thread_id"])


@app.lambda_function(name="run_failed")
@logged
def run_failed(event: Any, context: Any) -> None:
    care.after_failure(event)


app.route("/api/v1/threads", methods=["GET"])(views.list_threads)
app.route("/api/v1/threads", methods=["POST"])(views.create_thread)
app.route("/api/v1/threads/{thread_id}", methods=["GET"])(views.get_thread)
app.route("/api/v1/threads/{thread_id}/events", methods=["GET"])(views.list_events)
app.route("/state", methods=["GET"])(views.show_state)
app.route("/api/v1/runs", methods=["POST"])(views.create_run)
app.route("/api/v1/runs/{run_id}", methods=["GET"])(views.get_run)
app.route("/api/v1/runs/{run_id}/cancel", methods=["POST"])(views.cancel_run)
app.route("/api/v1/runs/{run_id}/rerun", methods=["POST"])(views.rerun)
app.route("/api/v1/feedback", methods=["GET"])(feedback.list_feedback)
app.route("/api/v1/feedback", methods=["POST"])(feedback.give_feedback)

handler = rest_handler(app, CAPABILITY)
