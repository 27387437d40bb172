"""The executor Lambda, and the same for an agent that lives elsewhere and comes over HTTP."""

from typing import Any, Literal

from chalice.app import Chalice
from greenlight.inward import ask, run_token
from greenlight.observe import logged
from greenlight.rest import Answer, answer, body, rest_handler
from pydantic import BaseModel

from .capability import CAPABILITY
from .deliver import deliver as carry_deliverable
from .execute import handle
from .policy.door import check_addition

app = Chalice(app_name="executor", configure_logs=False)


class Parked(BaseModel):
    """A leg that ends until people have decided; `loaded` are the domains it has opened."""

    run_id: str
    loaded: list[str] = []
    usage: list[dict[str, Any]] = []


class Review(BaseModel):
    """Audit mode: a context before its model call, or a final answer."""

    run_id: str
    kind: Literal["context", "final"]
    call_id: str = ""
    arguments: dict[str, Any]


class Call(BaseModel):
    """Contracts §5; the run token comes in its header."""

    run_id: str
    call_id: str
    tool: str
    arguments: dict[str, Any]


@app.lambda_function(name="executor")
@logged
def executor(event: Any, context: Any) -> dict[str, Any]:
    return handle(event)


@app.lambda_function(name="deliver")
@logged
def deliver(event: Any, context: Any) -> dict[str, Any]:
    return carry_deliverable(event)


@app.lambda_function(name="policy_check")
@logged
def policy_check(event: Any, context: Any) -> dict[str, Any]:
    return check_addition(event)


@app.route("/internal/tools/execute", methods=["POST"])
def execute_elsewhere() -> Answer:
    call = body(Call)
    return answer(ask("executor", {"run_token": run_token(call.run_id), **call.model_dump()}))


@app.route("/internal/tools/park", methods=["POST"])
def park_elsewhere() -> Answer:
    return _pass_on("park", body(Parked))


@app.route("/internal/tools/review", methods=["POST"])
def review_elsewhere() -> Answer:
    return _pass_on("review", body(Review))


def _pass_on(op: str, said: Parked | Review) -> Answer:
    return answer(ask("executor", {"op": op, "run_token": run_token(said.run_id), **said.model_dump()}))


handler = rest_handler(app, CAPABILITY)
