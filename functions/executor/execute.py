"""From a proposal to an act: token, catalogue, gate, tool; and every outcome told to the thread.

`{run_token, run_id, call_id, tool, arguments}` becomes one of contracts §5: `ok`, `refused`, `denied`.
"""

import json
from collections.abc import Mapping
from typing import Any

from greenlight import aws
from greenlight.agents import hired
from greenlight.errors import Denied, Invalid, NotFound, Refused, TooMany
from greenlight.items import Item
from greenlight.keys import is_part
from greenlight.observe import note
from greenlight.threads.history import PERSON_CALL
from greenlight.threads.runs import Runs
from greenlight.tokens import RunClaims, verify_run

from . import story
from .action import Action, known
from .gate import Scene, decide
from .once import once
from .surfaces import OPENS

Answer = dict[str, Any]
MAX_RESULT = (
    20 * 1024
)  # bytes: with its envelope it stays within one socket frame, and within a prompt's patience
MAX_FORM = 96 * 1024  # bytes: one socket frame too, which only the person sees
MOST_CALLS = 200  # of one run
TOO_MANY = f"A run makes at most {MOST_CALLS} calls; end it and say how far it got."
TOO_LARGE = "The result is too large to show; ask for less of it."


def execute(request: Mapping[str, Any]) -> Answer:
    """Raises nothing that the asker can mend: a no is an answer."""
    try:
        who = verify_run(str(request.get("run_token", "")))
        note(correlation_id=who.correlation_id, run_id=who.run_id, tool=str(request.get("tool"))[:64])
        call_id = _call_id(request, who)
        run = _run(who)
    except Refused as refused:
        return _refused(refused)
    if run["calls"] > MOST_CALLS:  # untold: each call that is told stays with its thread until the leg ends
        return {"status": "denied", "rule": "too_many_calls", "detail": TOO_MANY}
    try:
        action = known(who, call_id, str(request.get("tool", "")), request.get("arguments"))
        answer = once(action, lambda: _act(action, run))
    except Refused as refused:
        answer, action = _refused(refused), None
    return story.tell(who, call_id, request, action, answer)


def _act(action: Action, run: Item) -> Answer:
    try:
        verdict = decide(_scene(action, run))
        if verdict.decision != "allow":
            return {"status": "denied", "rule": verdict.rule, "detail": verdict.detail}
        said = _invoke(action)
    except Denied as denied:
        return {"status": "denied", "rule": denied.extra["rule"], "detail": denied.detail}
    except Refused as refused:
        return _refused(refused)
    if not said["ok"]:
        return {"status": "refused", "problems": said["problems"], "detail": said.get("detail", "")}
    most = MAX_FORM if action.tool.endswith(f".{OPENS}") else MAX_RESULT
    if len(json.dumps(said["result"]).encode()) > most:
        return {"status": "refused", "problems": [{"pointer": "", "detail": TOO_LARGE}], "detail": TOO_LARGE}
    return {"status": "ok", "result": said["result"]}


def _run(who: RunClaims) -> Item:
    """The run with this call on its count; a person's lives only for the one call."""
    if who.actor == "person":
        return {"status": "running", "leg": who.leg, "calls": 1}
    return Runs(who.tenant_id).calling(who.thread_id, who.run_id)


def _scene(action: Action, run: Item) -> Scene:
    """Authority as the tables have it now; a person acts for himself."""
    who = action.who
    status = run["status"] if run["leg"] == who.leg else "over"
    agent = None if who.actor == "person" else hired(who.tenant_id, who.user_id, who.agent_id)
    return Scene(action, agent, status)


def _invoke(action: Action) -> Answer:
    """The tool's own Lambda; raises RuntimeError for a fault in it, by its class name alone, TooMany unasked."""
    who = action.who
    payload = {
        "tenant_id": who.tenant_id, "user_id": who.user_id, "agent_id": who.agent_id, "run_id": who.run_id,
        "correlation_id": who.correlation_id, "timezone": who.timezone, "tool": action.tool,
        "arguments": action.arguments,
    }  # fmt: skip
    client = aws.client("lambda", read_timeout=20, attempts=1)  # asked again, it might act again
    try:
        reply = client.invoke(
            FunctionName=aws.tool_function(action.tool), Payload=json.dumps(payload).encode()
        )
    except client.exceptions.TooManyRequestsException:  # throttled: it surely was not started
        raise TooMany(f"{action.tool} is busy; try again in a moment.", retry_after=1) from None
    said: Answer = json.loads(reply["Payload"].read())
    if "FunctionError" in reply:
        raise RuntimeError(f"{action.tool} failed: {said.get('errorType')}")
    return said


def _call_id(request: Mapping[str, Any], who: RunClaims) -> str:
    call_id = request.get("call_id")
    if request.get("run_id") != who.run_id:
        raise NotFound("There is no such run.")
    if not isinstance(call_id, str) or not is_part(call_id):
        raise Invalid("A call needs a `call_id`: 1 to 128 of A-Z a-z 0-9 _ . @ : + -")
    if call_id.startswith(PERSON_CALL) != (who.actor == "person"):
        raise Invalid(f"`{PERSON_CALL}` begins the calls of a person, and of nobody else.")
    return call_id


def _refused(refused: Refused) -> Answer:
    problems = refused.problems or [{"pointer": "", "detail": refused.detail}]
    return {"status": "refused", "problems": problems, "detail": refused.detail}
