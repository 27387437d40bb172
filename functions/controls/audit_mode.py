"""Audit mode of a thread: its owner stands at the gates he names, from the next leg on."""

from greenlight import audit
from greenlight.errors import Invalid
from greenlight.rest import Answer, answer, body, current_caller
from greenlight.spec import spec
from greenlight.threads import audited

from .schemas import AuditMode, StoredAuditMode


@spec(body=AuditMode, returns=StoredAuditMode, roles=("customer",))
def switch_audit() -> Answer:
    """Switches audit mode of one of my threads on or off; what waits already goes on waiting."""
    caller, wanted = current_caller(), body(AuditMode)
    if wanted.on and not wanted.gates:
        problem = {"pointer": "/gates", "detail": "names at least one of context, tools, final"}
        raise Invalid("Audit mode needs a gate.", problems=[problem])
    gates = list(dict.fromkeys(wanted.gates)) if wanted.on else []
    reads = [audited.READS] if wanted.ask_reads and "tools" in gates else []
    entry = audit.entry(
        caller.tenant_id, "audit_mode.switched", actor=f"user:{caller.user_id}", subject=wanted.thread_id,
        correlation_id=caller.correlation_id, details={"user_id": caller.user_id, "gates": [*gates, *reads]},
    )  # fmt: skip
    audited.switch(caller.tenant_id, caller.user_id, wanted.thread_id, [*gates, *reads], entry)
    stored = {"thread_id": wanted.thread_id, "on": wanted.on, "gates": gates, "ask_reads": bool(reads)}
    return answer(StoredAuditMode.model_validate(stored))
