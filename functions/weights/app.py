"""Weights at the door: a Lambda per tool, and one for the REST routes."""

from chalice.app import Chalice
from greenlight.desk import domain_routes, tool_lambdas
from greenlight.rest import rest_handler

from .domain import DOMAIN
from .store import Store

app = Chalice(app_name=DOMAIN.name, configure_logs=False)
globals().update(tool_lambdas(app, DOMAIN, Store))
domain_routes(app, DOMAIN, Store)
handler = rest_handler(app, DOMAIN)
