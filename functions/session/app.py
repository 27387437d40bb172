"""The session's routes."""

from chalice.app import Chalice
from greenlight.doors import issue_ticket
from greenlight.rest import Answer, answer, current_caller, rest_handler
from greenlight.spec import spec

from . import build, store
from .capability import CAPABILITY
from .schemas import Health, Me, SignIn, Ticket

app = Chalice(app_name="session", configure_logs=False)


@app.route("/api/v1/me", methods=["GET"])
@spec(returns=Me)
def me() -> Me:
    """Who I am here."""
    return store.me(current_caller())


@app.route("/api/v1/ws-ticket", methods=["POST"])
@spec(returns=Ticket)
def ws_ticket() -> Answer:
    """A ticket for the socket: single use, one minute."""
    issued = issue_ticket(current_caller())
    return answer(Ticket(ticket=issued.secret, expires_at=store.moment(issued.expires_at)), secret=True)


@app.route("/api/v1/sign-in", methods=["GET"])
@spec(returns=SignIn)
def sign_in() -> SignIn:
    """Where a browser asks who I am; no secret, and nothing here trusts what comes back but by its signature."""
    return build.sign_in()


@app.route("/api/openapi.json", methods=["GET"])
@spec()
def openapi() -> Answer:
    """This API, as OpenAPI 3.1."""
    return answer(store.openapi())


@app.route("/health", methods=["GET"])
@spec(returns=Health)
def health() -> Health:
    """Whether the platform answers."""
    return Health(stage=build.stage(), catalogue=build.catalogue())


@app.route("/metrics", methods=["GET"])
@spec(text="text/plain")
def metrics() -> Answer:
    """What a Lambda can say about itself in Prometheus' text format; counters are CloudWatch metrics."""
    return answer(build.prometheus(), headers={"Content-Type": build.PROMETHEUS})


handler = rest_handler(app, CAPABILITY)
