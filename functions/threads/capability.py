"""What the Lambdas of threads may touch."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    CATALOGUE,
    CONTENT,
    DOORS,
    LEDGER,
    MODELS,
    RUN_KEY,
    SOCKETS,
    TASK_TOKENS,
    TENANTS,
    THREADS,
    Capability,
    Function,
    Prefix,
    may_invoke,
    setting,
)
from greenlight.deliverables.changes import PARTITIONS

_RUNS = (THREADS.read, THREADS.write, RUN_KEY.sign, may_invoke("agent"), SOCKETS)
_RECORDS = APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*")
_VERDICTS = (APPROVALS.read, _RECORDS, LEDGER.read, LEDGER.write, TASK_TOKENS, AGENTS.write_to(*PARTITIONS))
_DECIDING = (
    *_VERDICTS,
    CATALOGUE,
    CONTENT.read,
    may_invoke("preview"),
)  # an edit is checked like the first call
_SOCKET = (DOORS.read, DOORS.write_to("TICKET#*", "CONNECTION#*"))

CAPABILITY = Capability(
    name="threads",
    title="Threads and runs",
    prefixes=(
        Prefix("/api/v1/threads"),
        Prefix("/api/v1/runs"),
        Prefix("/api/v1/feedback"),
        Prefix("/state"),
    ),
    routes=Function(needs=(*_RUNS, *_VERDICTS, AGENTS.read, MODELS.read, MODELS.write)),
    functions={
        "connect": Function(needs=(*_SOCKET, TENANTS.read, setting("ALLOWED_ORIGINS")), memory=256),
        "message": Function(
            needs=(*_RUNS, *_SOCKET, *_DECIDING, TENANTS.read, AGENTS.read, may_invoke("executor")),
            timeout=29,
        ),
        "disconnect": Function(
            needs=(*_SOCKET, THREADS.read, THREADS.write, APPROVALS.write_to("TENANT#*#INBOX#*")), memory=256
        ),
        "sweep": Function(needs=_RUNS, timeout=60),
        "start_run": Function(needs=_RUNS, timeout=15),
        # Its event holds the run's token, which no queue may keep; what it fails to settle, the sweeper does.
        "run_failed": Function(needs=(*_RUNS, RUN_KEY.verify), timeout=30, dead_letters=False),
    },
)
