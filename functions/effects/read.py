"""A look outside that needs nobody's yes: GET or HEAD, to a host that the tenant allows, and nothing more than that."""

from collections.abc import Callable, Mapping
from typing import Any

from greenlight.approvals.controls import Controls
from greenlight.approvals.reads import only_looks
from greenlight.errors import Denied, Invalid
from greenlight.observe import note
from greenlight.tokens import verify_run

from . import ledger
from .ports import Ports, Store

Answer = dict[str, Any]
READS_IF: Mapping[str, str] = {"web.http_call": "get_from_allowed_host"}  # as declared, without its models


def read(request: Mapping[str, Any], ports_of: Callable[[str], Ports]) -> Answer:
    """`{run_token, tool, arguments}` → `{ok, result}`. The gate has decided; it is looked at again, by what the token
    and the tables say. Raises Unauthenticated, Invalid, Denied."""
    who = verify_run(str(request.get("run_token", "")))
    note(correlation_id=who.correlation_id, run_id=who.run_id)
    ports, tool, arguments = ports_of(who.tenant_id), str(request.get("tool")), request.get("arguments")
    adapter, rule = ports.adapters.get(tool), READS_IF.get(tool, "")
    if adapter is None or not isinstance(arguments, Mapping):
        raise Invalid(f"Nothing here reads by {tool[:64]}.")
    ready = adapter.prepare(arguments, "")
    controls = _not_killed(ports.store, who.agent_id, tool)
    written = {"url": ready.url, "method": ready.method, "body": ready.body}
    if not only_looks(rule, written, controls.hosts):
        raise Denied(
            "Only a look (GET, HEAD) at a host that the tenant allows needs no approval.", rule="allowed_host"
        )
    outcome = adapter.send(ready, ports.now() + ledger.SEND)
    if outcome.status != "confirmed":
        raise Invalid(outcome.detail)
    return {"ok": True, "result": outcome.result, "detail": outcome.detail}


def _not_killed(store: Store, agent_id: str, tool: str) -> Controls:
    controls = store.controls()
    if reason := controls.killed(agent_id, tool):
        raise Denied(f"A kill switch is on: {reason}", rule="kill_switch")
    return controls
