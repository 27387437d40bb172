"""What the routes of controls may touch, and where they are."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    CATALOGUE,
    CONTENT,
    LEDGER,
    THREADS,
    Capability,
    Function,
    Prefix,
    may_invoke,
)

CAPABILITY = Capability(
    name="controls",
    title="Controls",
    prefixes=(
        Prefix("/api/v1/standing-approvals"),
        Prefix("/api/v1/kill-switches"),
        Prefix("/api/v1/policies"),
        Prefix("/coach_audit"),
    ),
    routes=Function(
        needs=(
            APPROVALS.read, APPROVALS.write, LEDGER.read, LEDGER.write, AGENTS.read, THREADS.read, THREADS.write,
            CATALOGUE, CONTENT.read, may_invoke("policy_check"),
        ),
        timeout=20,
    ),
)  # fmt: skip
