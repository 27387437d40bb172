"""Kill switches: an operator stops the tenant, an agent or a tool; checked at the gate and again at the send."""

from dataclasses import replace
from typing import Any

from greenlight import audit
from greenlight.actions import described
from greenlight.approvals import controls
from greenlight.approvals.controls import Controls
from greenlight.catalogue import tool_name
from greenlight.errors import Invalid, NotFound, Stale
from greenlight.reading import pointer
from greenlight.rest import Answer, answer, body, current_caller, if_match
from greenlight.spec import spec

from .schemas import StoredSwitches, Switches

STOPPED = "An operator has stopped everything here."


@spec(returns=StoredSwitches, roles=("operator",))
def get_switches() -> Answer:
    """What is stopped now; the revision, which the policy shares, is the ETag."""
    return _said(controls.load(current_caller().tenant_id))


@spec(body=Switches, returns=StoredSwitches, roles=("operator",))
def put_switches() -> Answer:
    """Stops this and nothing else. Without If-Match it may only stop more: an emergency waits for no revision, but
    what somebody else stopped is lifted by whoever has seen it."""
    caller, wanted, insisted = current_caller(), body(Switches), if_match()
    before = controls.load(caller.tenant_id)
    if insisted is not None and insisted != before.revision:
        raise Stale("The controls were changed meanwhile: read them again, then decide.")
    after = replace(
        before, kill_tenant=(wanted.reason or STOPPED) if wanted.tenant else "", kill_agents=wanted.agents,
        kill_tools=_known(wanted.tools),
    )  # fmt: skip
    if insisted is None and (lifted := _lifted(before, after)):
        raise Stale(f"Lifting a switch ({lifted[0]}) needs If-Match with the revision that you saw.")
    entry = audit.entry(
        caller.tenant_id, "kill_switches.changed", actor=f"user:{caller.user_id}", subject=caller.tenant_id,
        correlation_id=caller.correlation_id, details={"before": _plain(before), "after": _plain(after)},
    )  # fmt: skip
    return _said(controls.save(caller, after, entry))


def _known(tools: dict[str, str]) -> dict[str, str]:
    """By catalogue name; a switch for a tool that nobody has would stop nothing, so it is refused."""
    problems = []
    for name in tools:
        try:
            described(tool_name(name))
        except NotFound:
            problems.append({"pointer": pointer("tools", name), "detail": "is no tool of the catalogue"})
    if problems:
        raise Invalid(f"{problems[0]['pointer']} {problems[0]['detail']}.", problems=problems)
    return {tool_name(name): reason for name, reason in tools.items()}


def _lifted(before: Controls, after: Controls) -> list[str]:
    tenant = ["tenant"] if before.kill_tenant and not after.kill_tenant else []
    agents = sorted(before.kill_agents.keys() - after.kill_agents.keys())
    return [*tenant, *agents, *sorted(before.kill_tools.keys() - after.kill_tools.keys())]


def _plain(found: Controls) -> dict[str, Any]:
    return {
        "tenant": bool(found.kill_tenant), "reason": found.kill_tenant, "agents": dict(found.kill_agents),
        "tools": dict(found.kill_tools),
    }  # fmt: skip


def _said(found: Controls) -> Answer:
    return answer({**_plain(found), "revision": found.revision}, revision=found.revision)
