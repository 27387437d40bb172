"""The executor Lambda, and the same for an agent that lives elsewhere and comes over HTTP."""

from typing import Any

from chalice.app import Chalice
from greenlight.inward import ask, run_token
from greenlight.observe import logged
from greenlight.rest import Answer, answer, body, rest_handler
from pydantic import BaseModel

from .capability import CAPABILITY
from .execute import execute

app = Chalice(app_name="executor", configure_logs=False)


class Call(BaseModel):
    """Contracts §5; the run token comes in its header."""

    run_id: str
    call_id: str
    tool: str
    arguments: dict[str, Any]


@app.lambda_function(name="executor")
@logged
def executor(event: Any, context: Any) -> dict[str, Any]:
    return execute(event)


@app.route("/internal/tools/execute", methods=["POST"])
def execute_elsewhere() -> Answer:
    call = body(Call)
    return answer(ask("executor", {"run_token": run_token(call.run_id), **call.model_dump()}))


handler = rest_handler(app, CAPABILITY)
