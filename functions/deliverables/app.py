"""The routes of deliverables, the target of their one-time schedules, and who looks after what nobody holds."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note
from greenlight.rest import rest_handler

from . import due, execute, plan, review, sweep, views
from .capability import CAPABILITY

app = Chalice(app_name="deliverables", configure_logs=False)

ALL = "/api/v1/deliverables"
ONE = f"{ALL}/{{deliverable_id}}"


@app.lambda_function(name="deliverable_due")
@logged
def deliverable_due(event: Any, context: Any) -> None:
    note(deliverable_id=event["deliverable_id"], came=due.fire(event))


@app.schedule("rate(1 minute)", name="deliverable_sweep")
@logged
def deliverable_sweep(event: Any) -> None:
    note(**sweep.sweep())


app.route(ONE, methods=["GET"])(views.get_deliverable)
app.route(f"{ALL}/groups/{{group_id}}", methods=["GET"])(views.get_group)
app.route(f"{ALL}/review", methods=["POST"])(review.review_many)
app.route(f"{ONE}/review", methods=["POST"])(review.review_deliverable)
app.route(f"{ONE}/execute", methods=["POST"])(execute.execute_deliverable)
app.route(f"{ONE}/schedule", methods=["POST"])(plan.schedule_deliverable)
app.route(f"{ONE}/schedule", methods=["DELETE"])(plan.unschedule_deliverable)

handler = rest_handler(app, CAPABILITY)
