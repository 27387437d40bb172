"""A form's Save on its way to the executor: checked against the surface that the server opened in that thread."""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import aws
from greenlight.caller import Caller
from greenlight.declare import THREADS
from greenlight.errors import Conflict, Invalid, NotFound, Refused
from greenlight.items import Items
from greenlight.keys import Keys, digest
from greenlight.threads.history import PERSON_CALL
from greenlight.tokens import RunClaims, sign_run


def save(caller: Caller, thread_id: str, request_id: str, message: Mapping[str, Any]) -> str:
    """Runs the form's one tool as the person; returns the id of the little run under which its events are stored.

    The ids follow from the request's, so the same Save sent twice acts once. Raises Refused.
    """
    action = message.get("action")
    if not isinstance(action, Mapping) or not isinstance(action.get("context"), Mapping):
        raise Invalid("A ui_intent carries an A2UI client message with `action {name, surfaceId, context}`.")
    mark = digest(thread_id, request_id)[:26]
    run_id, call_id = f"run_{mark}", f"{PERSON_CALL}{mark}"
    surface = _surface(caller, thread_id, action)
    if surface["status"] != "open":
        if surface["answered_by"] == call_id:
            return run_id
        raise Conflict("This form was saved already; open a new one to change more.")
    claims = RunClaims(
        tenant_id=caller.tenant_id, user_id=caller.user_id, thread_id=thread_id, run_id=run_id, leg=1,
        agent_id="", actor="person", correlation_id=caller.correlation_id, timezone=caller.timezone,
    )  # fmt: skip
    request = {
        "run_token": sign_run(claims, seconds=60), "run_id": run_id, "call_id": call_id,
        "tool": surface["action"], "arguments": dict(action["context"]), "surface_id": surface["surface_id"],
    }  # fmt: skip
    answer = aws.client("lambda", read_timeout=25, attempts=1).invoke(
        FunctionName=aws.function_name("executor"), Payload=json.dumps(request).encode()
    )
    said = json.loads(answer["Payload"].read())
    if "FunctionError" in answer or said.get("status") == "denied":
        raise Refused(said.get("detail") or "The form could not be saved; try again.")
    return run_id


def _surface(caller: Caller, thread_id: str, action: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        key = Keys(caller.tenant_id).surface(thread_id, str(action.get("surfaceId", "")))
    except ValueError:
        key = None
    found = Items(THREADS).get(key) if key else None
    if not found or found["action"] != action.get("name"):
        raise NotFound("There is no such form in this thread.")
    return found
