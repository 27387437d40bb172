"""What the Lambdas of deliverables may touch. None of them sends anything: they ask `deliver`, which judges anew."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    LEDGER,
    SOCKETS,
    TASK_TOKENS,
    Capability,
    Function,
    Prefix,
    may_invoke,
)
from greenlight.deliverables.changes import PARTITIONS

_OWN = (AGENTS.read, AGENTS.write_to(*PARTITIONS), LEDGER.write)
_VERDICTS = (
    APPROVALS.read,
    APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*"),
    SOCKETS,
    TASK_TOKENS,
)
_WORK = (*_VERDICTS, may_invoke("deliver"), may_invoke("effects"))  # `effects` for its look at a connection

CAPABILITY = Capability(
    name="deliverables",
    title="Deliverables",
    prefixes=(Prefix("/api/v1/deliverables"),),
    routes=Function(
        needs=(*_OWN, *_VERDICTS, LEDGER.read, may_invoke("deliver")),
        timeout=29,  # as long as the gateway waits: `deliver` may take 28
    ),
    functions={
        "deliverable_due": Function(needs=(*_OWN, *_WORK), memory=256, timeout=60, asynchronous=True),
        "deliverable_sweep": Function(
            needs=(AGENTS.read, AGENTS.write_to(*PARTITIONS, "TENANT#*#USER#*"), LEDGER.write, *_WORK),
            memory=256,
            timeout=120,
        ),
    },
)  # fmt: skip
