"""Approvals: the doors for people and their mailed links, and what the state machine calls while it waits."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note
from greenlight.rest import rest_handler

from . import cleanup, clock, link, sweep, views, wait
from .capability import CAPABILITY

app = Chalice(app_name="approvals", configure_logs=False)


@app.lambda_function(name="approval_wait")
@logged
def approval_wait(event: Any, context: Any) -> None:
    note(approval_id=event["approval_id"], decided_meanwhile=wait.begin(event))


@app.lambda_function(name="approval_clock")
@logged
def approval_clock(event: Any, context: Any) -> dict[str, Any]:
    answer = clock.look(event)
    note(approval_id=event["approval_id"], next=answer["next"])
    return answer


@app.lambda_function(name="approval_cleanup")
@logged
def approval_cleanup(event: Any, context: Any) -> None:
    note(approval_id=event["approval_id"], stuck=cleanup.give_up(event))


@app.schedule("rate(1 minute)", name="approval_sweep")
@logged
def approval_sweep(event: Any) -> None:
    note(**sweep.sweep())


LINK = "/approvals/{approval_id}/link"
app.route("/api/v1/approvals", methods=["GET"])(views.list_approvals)
app.route("/api/v1/approvals/{approval_id}", methods=["GET"])(views.get_approval)
app.route("/api/v1/approvals/{approval_id}/decide", methods=["POST"])(views.decide_approval)
app.route("/api/v1/approvals/{approval_id}/revoke", methods=["POST"])(views.revoke_approval)
app.route(LINK, methods=["GET"], content_types=["*/*"])(link.show)
app.route(LINK, methods=["HEAD"], content_types=["*/*"])(link.look)
app.route(LINK, methods=["OPTIONS"], content_types=["*/*"])(link.options)
app.route(LINK, methods=["POST"], content_types=["application/x-www-form-urlencoded"])(link.post)

handler = rest_handler(app, CAPABILITY)
