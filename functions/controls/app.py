"""The routes of controls."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import audit_mode, policies, standing, switches
from .capability import CAPABILITY

app = Chalice(app_name="controls", configure_logs=False)

app.route("/api/v1/standing-approvals", methods=["GET"])(standing.list_standing)
app.route("/api/v1/standing-approvals", methods=["POST"])(standing.give)
app.route("/api/v1/standing-approvals/{standing_id}", methods=["DELETE"])(standing.take_back)
app.route("/api/v1/kill-switches", methods=["GET"])(switches.get_switches)
app.route("/api/v1/kill-switches", methods=["PUT"])(switches.put_switches)
app.route("/api/v1/policies", methods=["GET"])(policies.get_policy)
app.route("/api/v1/policies", methods=["PUT"])(policies.put_policy)
app.route("/coach_audit", methods=["POST"])(audit_mode.switch_audit)

handler = rest_handler(app, CAPABILITY)
