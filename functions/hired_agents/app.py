"""The routes of hired agents: what is hired and how it is configured, its goals, what it has drafted."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import configure, deliverables, goal_runs, goals, states, views
from .capability import CAPABILITY

app = Chalice(app_name="hired_agents", configure_logs=False)

HIRED = "/api/v1/hired-agents"
ONE = f"{HIRED}/{{agent_id}}"
GOALS = f"{ONE}/goals"

app.route(HIRED, methods=["GET"])(views.list_agents)
app.route(f"{HIRED}/by-subscription/{{subscription_id}}", methods=["GET"])(views.by_subscription)
app.route(f"{HIRED}/draft", methods=["PUT"])(configure.put_draft)
app.route(ONE, methods=["GET"])(views.get_agent)
app.route(f"{ONE}/finalize", methods=["POST"])(configure.finalize)
app.route(f"{ONE}/pause", methods=["POST"])(states.pause)
app.route(f"{ONE}/resume", methods=["POST"])(states.resume)
app.route(f"{ONE}/mode", methods=["POST"])(states.change_mode)

app.route(GOALS, methods=["GET"])(goals.list_goals)
app.route(GOALS, methods=["PUT"])(goals.put_goals)
app.route(GOALS, methods=["DELETE"])(goals.delete_goals)
app.route(f"{GOALS}/{{goal_id}}", methods=["GET"])(goals.get_goal)
app.route(f"{GOALS}/{{goal_id}}", methods=["PUT"])(goals.put_goal)
app.route(f"{GOALS}/{{goal_id}}", methods=["DELETE"])(goals.delete_goal)
app.route(f"{GOALS}/{{goal_id}}/run", methods=["POST"])(goals.run_goal)
app.route(f"{ONE}/goal-runs", methods=["GET"])(goal_runs.list_goal_runs)

app.route(f"{ONE}/deliverables", methods=["GET"])(deliverables.list_deliverables)

handler = rest_handler(app, CAPABILITY)
