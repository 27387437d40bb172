"""The audit trail: its sealers, woken by new entries and by the clock, and its routes."""

from typing import Any

from chalice.app import Chalice
from greenlight.observe import logged, note
from greenlight.rest import rest_handler

from . import views
from .anchors import anchor_all
from .capability import CAPABILITY
from .seal import seal_new, seal_rest

app = Chalice(app_name="audit", configure_logs=False)


@app.on_dynamodb_record("Ledger", name="seal", batch_size=100, maximum_batching_window_in_seconds=1)
@logged
def seal(event: Any) -> None:
    note(sealed=seal_new(event.to_dict()["Records"]))


@app.schedule("rate(1 minute)", name="seal_sweep")
@logged
def seal_sweep(event: Any) -> None:
    note(sealed=seal_rest(), anchored=anchor_all())


app.route("/api/v1/audit", methods=["GET"])(views.list_entries)
app.route("/api/v1/audit/verify", methods=["POST"])(views.verify)
app.route("/api/v1/audit/export", methods=["POST"])(views.take_along)

handler = rest_handler(app, CAPABILITY)
