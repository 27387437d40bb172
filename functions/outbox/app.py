"""The outbox's two Lambdas: one woken by each new row, one that looks for rows that the first has lost."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note

from . import rounds

app = Chalice(app_name="outbox", configure_logs=False)


@app.on_dynamodb_record("Ledger", name="relay", batch_size=10)
@logged
def relay(event: Any) -> dict[str, Any]:
    """Lambda's partial batch answer: only the rows that failed come again."""
    failed = rounds.relay(event.to_dict()["Records"])
    note(failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}


@app.schedule("rate(1 minute)", name="outbox_sweep")
@logged
def outbox_sweep(event: Any) -> None:
    note(due=rounds.sweep())
