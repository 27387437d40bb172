"""What the Lambdas of approvals may touch."""

from greenlight.declare import (
    AGENTS,
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
from greenlight.deliverables.changes import PARTITIONS

_ONE = (APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*"))
_RECORDS = (APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*"))
# With the audit entry, the outbox rows, and the deliverable that each change is about.
_CHANGES = (*_RECORDS, LEDGER.write, AGENTS.write_to(*PARTITIONS))

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
