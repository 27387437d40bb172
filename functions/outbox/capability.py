"""What the outbox's Lambdas may touch: everything that a commit may ask them to set going."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    DOORS,
    EVENTS,
    LEDGER,
    MAIL,
    SCHEDULES,
    TASK_TOKENS,
    TENANTS,
    Capability,
    Function,
    may_start,
    setting,
)

_CARRIES = (
    LEDGER.read, LEDGER.write, APPROVALS.read, TENANTS.read, DOORS.write_to("LINK#*"), MAIL, EVENTS, TASK_TOKENS,
    may_start("approval"), may_start("goal_run"), AGENTS.read, SCHEDULES, setting("ALLOWED_ORIGINS"),
)  # fmt: skip
NEW_ROWS = {"eventName": ["INSERT"], "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "OUT#"}]}}}}

CAPABILITY = Capability(
    name="outbox",
    title="What follows a commit",
    functions={
        "relay": Function(needs=_CARRIES, timeout=25, filters=(NEW_ROWS,)),
        "outbox_sweep": Function(needs=_CARRIES, timeout=60),
    },
)
