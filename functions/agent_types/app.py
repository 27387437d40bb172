"""The routes of agent types."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import publishing, views
from .capability import CAPABILITY

app = Chalice(app_name="agent_types", configure_logs=False)

ONE = "/api/v1/agent-types/{agent_type_id}"
app.route("/api/v1/agent-types", methods=["GET"])(views.list_types)
app.route("/api/v1/agent-types/drafts", methods=["GET"])(publishing.list_drafts)
app.route(ONE, methods=["GET"])(views.get_type)
app.route(f"{ONE}/draft", methods=["GET"])(publishing.get_draft)
app.route(f"{ONE}/draft", methods=["PUT"])(publishing.put_draft)
app.route(f"{ONE}/draft", methods=["DELETE"])(publishing.delete_draft)
app.route(f"{ONE}/publish", methods=["POST"])(publishing.publish)

handler = rest_handler(app, CAPABILITY)
