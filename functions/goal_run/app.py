"""The six Lambdas of the state machine `goal_run`; ids go in, counts come out, the table holds the rest."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note

from . import cleanup, draft, enforce, notify, open_review, store

app = Chalice(app_name="goal_run", configure_logs=False)


@app.lambda_function(name="goal_enforce")
@logged
def goal_enforce(event: Any, context: Any) -> dict[str, Any]:
    answer = enforce.enforce(event)
    note(goal_run_id=event["goal_run_id"], next=answer["next"])
    return answer


@app.lambda_function(name="goal_draft")
@logged
def goal_draft(event: Any, context: Any) -> dict[str, Any]:
    note(goal_run_id=event["goal_run_id"])
    return draft.draft(event)


@app.lambda_function(name="goal_store")
@logged
def goal_store(event: Any, context: Any) -> dict[str, Any]:
    note(goal_run_id=event["goal_run_id"])
    return store.store(event)


@app.lambda_function(name="goal_open")
@logged
def goal_open(event: Any, context: Any) -> dict[str, Any]:
    note(goal_run_id=event["goal_run_id"])
    return open_review.open_review(event)


@app.lambda_function(name="goal_notify")
@logged
def goal_notify(event: Any, context: Any) -> dict[str, Any]:
    note(goal_run_id=event["goal_run_id"])
    return notify.notify(event)


@app.lambda_function(name="goal_cleanup")
@logged
def goal_cleanup(event: Any, context: Any) -> None:
    note(goal_run_id=event["goal_run_id"], stuck=cleanup.give_up(event))
