"""The routes of the vault."""

from chalice.app import Chalice
from greenlight.rest import rest_handler

from . import exchanges, platforms
from .capability import CAPABILITY

app = Chalice(app_name="vault", configure_logs=False)

PLATFORMS, EXCHANGES = "/api/cp/platform-credentials", "/api/cp/exchange-setup"

app.route(PLATFORMS, methods=["GET"])(platforms.list_platforms)
app.route(PLATFORMS, methods=["PUT"])(platforms.put_platform)
app.route(f"{PLATFORMS}/{{credential_ref}}", methods=["GET"])(platforms.get_platform)
app.route(f"{PLATFORMS}/{{credential_ref}}", methods=["DELETE"])(platforms.revoke_platform)
app.route(EXCHANGES, methods=["GET"])(exchanges.list_exchanges)
app.route(EXCHANGES, methods=["PUT"])(exchanges.put_exchange)
app.route(f"{EXCHANGES}/{{credential_ref}}", methods=["GET"])(exchanges.get_exchange)
app.route(f"{EXCHANGES}/{{credential_ref}}", methods=["DELETE"])(exchanges.revoke_exchange)

handler = rest_handler(app, CAPABILITY)
