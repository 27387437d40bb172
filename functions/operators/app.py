"""The routes of the operators' side."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import agents, views
from .capability import CAPABILITY

app = Chalice(app_name="operators", configure_logs=False)

app.route("/api/pp/hired-agents", methods=["GET"])(agents.list_agents)
app.route("/api/pp/hired-agents/{agent_id}", methods=["GET"])(agents.get_agent)
app.route("/api/pp/hired-agents/{agent_id}/pause", methods=["POST"])(agents.pause_agent)
app.route("/api/pp/hired-agents/{agent_id}/resume", methods=["POST"])(agents.resume_agent)
app.route("/api/pp/deliverables", methods=["GET"])(views.list_deliverables)
app.route("/api/pp/approvals", methods=["GET"])(views.list_approvals)
app.route("/api/pp/denials", methods=["GET"])(views.list_denials)
app.route("/api/pp/timeline/{correlation_id}", methods=["GET"])(views.get_timeline)

handler = rest_handler(app, CAPABILITY)
