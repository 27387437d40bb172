"""Whether a hired agent works now, and how far it may go: paused and resumed by its customer, and its mode."""

from greenlight.errors import Conflict, Denied
from greenlight.rest import Answer, body, current_caller, if_match, raw_body
from greenlight.spec import spec

from . import schemas, store, views


@spec(body=schemas.Pause, returns=schemas.AgentInFull, roles=("customer",))
def pause(agent_id: str) -> Answer:
    """It does nothing until it is resumed; what waits or is scheduled is refused at its turn."""
    caller, insisted = current_caller(), if_match()
    reason = (body(schemas.Pause) if raw_body() else schemas.Pause()).reason
    agent = store.changeable(caller, agent_id, insisted)
    if agent["status"] == "paused":
        return views.in_full(caller, agent)
    said = {"status": "paused", "paused_by": caller.user_id, "paused_reason": reason}
    return views.in_full(caller, store.change(caller, agent, "agent.paused", said, {"reason": reason}))


@spec(returns=schemas.AgentInFull, roles=("customer",))
def resume(agent_id: str) -> Answer:
    """It works again; not before its configuration is finished, nor against an operator who stopped it."""
    caller, insisted = current_caller(), if_match()
    agent = store.changeable(caller, agent_id, insisted)
    if agent["status"] == "active":
        return views.in_full(caller, agent)
    if not agent.get("finalized_at"):
        raise Conflict("Finish its configuration first: that is when it begins to work.")
    if agent.get("paused_by", "") not in {"", caller.user_id}:
        raise Denied("An operator has paused this agent, and resumes it.", rule="paused_by_operator")
    said = {"status": "active", "paused_by": "", "paused_reason": ""}
    return views.in_full(caller, store.change(caller, agent, "agent.resumed", said, {}))


@spec(body=schemas.NewMode, returns=schemas.AgentInFull, roles=("customer",))
def change_mode(agent_id: str) -> Answer:
    """`live`, `draft` (each write asks too) or `rehearse` (approving sends nothing); for what is asked from now on."""
    caller, insisted, mode = current_caller(), if_match(), body(schemas.NewMode).mode
    agent = store.changeable(caller, agent_id, insisted)
    before = agent.get("mode", "live")
    if mode == before:
        return views.in_full(caller, agent)
    after = store.change(caller, agent, "agent.mode_changed", {"mode": mode}, {"from": before, "to": mode})
    return views.in_full(caller, after)
