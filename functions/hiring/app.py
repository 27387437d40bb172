"""The routes of hiring."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import ending, hub, views, zones
from .capability import CAPABILITY

app = Chalice(app_name="hiring", configure_logs=False)

SUBSCRIPTIONS = "/api/cp/subscriptions"
app.route(SUBSCRIPTIONS, methods=["GET"])(views.list_subscriptions)
app.route(SUBSCRIPTIONS, methods=["POST"])(views.subscribe)
app.route(f"{SUBSCRIPTIONS}/{{subscription_id}}", methods=["GET"])(views.get_subscription)
app.route(f"{SUBSCRIPTIONS}/{{subscription_id}}/end", methods=["POST"])(ending.end)
app.route(f"{SUBSCRIPTIONS}/{{subscription_id}}/convert", methods=["POST"])(ending.convert)
app.route("/api/cp/my-agents/summary", methods=["GET"])(hub.summary)
app.route("/api/cp/time-zones", methods=["GET"])(zones.list_zones)

handler = rest_handler(app, CAPABILITY)
