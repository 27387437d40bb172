"""From a proposal to an act: token, catalogue, bus, tool or person; and every outcome told to the thread.

`{run_token, run_id, call_id, tool, arguments}` becomes one of contracts §5: `ok`, `refused`, `approval_required`,
`denied`. `op` names the executor's other work: `park`, `review`, and `settle` for the state machine.
"""

from collections.abc import Callable, Mapping
from typing import Any

from greenlight.denials import Denial, store
from greenlight.errors import Denied, Invalid, NotFound, Refused
from greenlight.items import Item, commit
from greenlight.keys import is_part
from greenlight.observe import note
from greenlight.spending import spending
from greenlight.threads.history import PERSON_CALL
from greenlight.threads.runs import Runs
from greenlight.tokens import RunClaims, verify_run

from . import story
from .action import Action, known
from .ask import ask, required
from .bus import Scene, decide
from .carry import ask_effects, invoke_tool, result_of
from .look import look
from .once import Answer, AskedBefore, fingerprint, once
from .park import park
from .review import check_context, review
from .settle import asked_before, in_advance, settle

MOST_CALLS = 200  # of one run
TOO_MANY = f"A run makes at most {MOST_CALLS} calls; end it and say how far it got."


def handle(request: Mapping[str, Any]) -> Answer:
    """The executor's one door; `op` defaults to a tool call. Settling raises, so that its machine tries again."""
    operation = _OPERATIONS.get(str(request.get("op", "execute")))
    if operation is None:
        return _refused(Invalid(f"`op` is one of {', '.join(_OPERATIONS)}."))
    return operation(request)


def execute(request: Mapping[str, Any]) -> Answer:
    """Raises nothing that the asker can mend: a no is an answer."""
    try:
        who = _who(request)
        call_id = _call_id(request, who)
        run = _run(who)
    except Refused as refused:
        return _refused(refused)
    if run["calls"] > MOST_CALLS:  # untold: each call that is told stays with its thread until the leg ends
        return {"status": "denied", "rule": "too_many_calls", "detail": TOO_MANY}
    action: Action | None = None
    try:
        action = known(who, call_id, str(request.get("tool", "")), request.get("arguments"))
        answer = _answer(action, run, request)
    except Denied as denied:
        answer = _denied(denied)
    except Refused as refused:
        answer, action = _refused(refused), None
    if answer["status"] == "approval_required":
        return answer  # told when it is settled, as a result of the leg that then begins
    return story.tell(who, call_id, request, action, answer)


def _answer(action: Action, run: Item, request: Mapping[str, Any]) -> Answer:
    try:
        return once(action, lambda begun: _act(action, run, begun, request))
    except AskedBefore as asked:
        if asked.call["fingerprint"] != fingerprint(action):
            raise Invalid("This call id was used for another call.") from None
        return asked_before(action, asked.call)


def _act(action: Action, run: Item, begun: Item, request: Mapping[str, Any]) -> Answer:
    try:
        check_context(action.who, run) if action.who.actor == "agent" else None
        scene = look(action, run)
        verdict = decide(scene)
        if verdict.decision == "ask":
            record = ask(scene, verdict, begun)
            return in_advance(action, record.approval_id) if record.standing_id else required(record)
        if verdict.decision == "deny":
            return _kept(action, {"status": "denied", "rule": verdict.rule, "detail": verdict.detail})
        if verdict.reservation:
            commit([spending(action.who.tenant_id, verdict.reservation, scene.now)])
        return _perform(scene, request)
    except Denied as denied:
        return _kept(action, _denied(denied))
    except Refused as refused:
        return _refused(refused)


def _kept(action: Action, answer: Answer) -> Answer:
    """The denial, kept for whoever asks why."""
    who = action.who
    actor = f"user:{who.user_id}" if who.actor == "person" else f"agent:{who.agent_id}"
    store(who.tenant_id, Denial(
        rule=answer["rule"], detail=answer["detail"], actor=actor, stage="call", subject=action.call_id,
        correlation_id=who.correlation_id, tool=action.tool, agent_id=who.agent_id, user_id=who.user_id,
    ))  # fmt: skip
    return answer


def _perform(scene: Scene, request: Mapping[str, Any]) -> Answer:
    """What needs nobody's yes: the tool's own Lambda, or a look at an allowed place outside."""
    action, who = scene.action, scene.action.who
    if action.effect == "external":
        said = ask_effects({
            "op": "read", "run_token": request["run_token"], "tool": action.tool,
            "arguments": action.arguments,
        })  # fmt: skip
        return result_of(said)
    return invoke_tool({
        "tenant_id": who.tenant_id, "user_id": who.user_id, "agent_id": who.agent_id, "run_id": who.run_id,
        "correlation_id": who.correlation_id, "timezone": who.timezone, "tool": action.tool,
        "arguments": action.arguments,
    })  # fmt: skip


def _park(request: Mapping[str, Any]) -> Answer:
    return _for_the_agent(request, lambda who: park(who, _stored(who), request))


def _review(request: Mapping[str, Any]) -> Answer:
    return _for_the_agent(request, lambda who: review(who, _stored(who), request))


def _for_the_agent(request: Mapping[str, Any], work: Callable[[RunClaims], Answer]) -> Answer:
    try:
        who = _who(request)
        if who.actor != "agent":
            raise Denied("This token is not an agent's.", rule="actor")
        return work(who)
    except Denied as denied:
        return {"ok": False, **_denied(denied)}
    except Refused as refused:
        return {"ok": False, **_refused(refused)}


def _who(request: Mapping[str, Any]) -> RunClaims:
    who = verify_run(str(request.get("run_token", "")))
    note(
        correlation_id=who.correlation_id,
        run_id=who.run_id,
        tool=str(request.get("tool", request.get("op")))[:64],
    )
    if request.get("run_id") not in (None, who.run_id):
        raise NotFound("There is no such run.")
    return who


def _run(who: RunClaims) -> Item:
    """The run with this call on its count; a person's lives only for the one call."""
    if who.actor == "person":
        return {"status": "running", "leg": who.leg, "calls": 1}
    return Runs(who.tenant_id).calling(who.thread_id, who.run_id)


def _stored(who: RunClaims) -> Item:
    return Runs(who.tenant_id).run(who.thread_id, who.run_id)


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


def _denied(denied: Denied) -> Answer:
    return {"status": "denied", "rule": denied.extra["rule"], "detail": denied.detail}


_OPERATIONS: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
    "execute": execute, "park": _park, "review": _review, "settle": settle,
}  # fmt: skip
