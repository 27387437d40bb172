"""What the Lambdas of approvals may touch."""

from greenlight.declare import (
    APPROVALS,
    CATALOGUE,
    CONTENT,
    DOORS,
    LEDGER,
    SOCKETS,
    TASK_TOKENS,
    TENANTS,
    Capability,
    Function,
    Prefix,
    may_invoke,
    may_start,
)

_ONE = (APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*"))
_RECORDS = (APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*"))
_CHANGES = (*_RECORDS, LEDGER.write)  # with the audit entry and the outbox rows of each change

CAPABILITY = Capability(
    name="approvals",
    title="Approvals",
    prefixes=(Prefix("/api/v1/approvals"), Prefix("/approvals", door="open")),
    routes=Function(
        needs=(
            *_CHANGES, LEDGER.read, DOORS.read, TENANTS.read, SOCKETS, TASK_TOKENS, CATALOGUE, CONTENT.read,
            may_invoke("preview"),
        ),
        timeout=20,
    ),
    functions={
        "approval_wait": Function(needs=(*_ONE, TASK_TOKENS), memory=256, timeout=15),
        "approval_clock": Function(needs=(*_CHANGES, SOCKETS), memory=256, timeout=15),
        "approval_cleanup": Function(needs=(*_ONE, LEDGER.write), memory=256, timeout=15),
        "approval_sweep": Function(needs=(*_ONE, LEDGER.write, may_start("approval")), timeout=60),
    },
)  # fmt: skip
