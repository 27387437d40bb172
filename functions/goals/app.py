"""What makes goals run at their times: the target of their schedules, and the net below it."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note

from . import fire, net

app = Chalice(app_name="goals", configure_logs=False)


@app.lambda_function(name="goal_fire")
@logged
def goal_fire(event: Any, context: Any) -> None:
    note(goal_id=event["goal_id"], scheduled_at=event["scheduled_at"], **fire.fired(event))


@app.schedule("rate(5 minutes)", name="goal_net")
@logged
def goal_net(event: Any) -> None:
    note(**net.sweep())
