"""Effects at their doors: carrying out, showing beforehand, and looking after what was interrupted."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import count, logged, note

from . import answer
from .preview import preview as what_would_be_sent

app = Chalice(app_name="effects", configure_logs=False)


@app.lambda_function(name="effects")
@logged
def effects(event: Any, context: Any) -> dict[str, Any]:
    return answer.handle(event)


@app.lambda_function(name="preview")
@logged
def preview(event: Any, context: Any) -> dict[str, Any]:
    return what_would_be_sent(event)


@app.schedule("rate(1 minute)", name="reconcile")
@logged
def reconcile(event: Any) -> None:
    """What came of each is in its line, and counted for the alarms."""
    came = answer.sweep()
    note(**came)
    for status, effects_of_it in came.items():
        count(f"effect_{status}", effects_of_it)
