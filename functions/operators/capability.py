"""What the operators' routes may touch: they read everything of the tenant, and stop an agent."""

from greenlight.declare import AGENTS, APPROVALS, LEDGER, Capability, Function, Prefix

CAPABILITY = Capability(
    name="operators",
    title="Operators",
    prefixes=(Prefix("/api/pp"),),
    routes=Function(
        needs=(
            AGENTS.read, AGENTS.write_to("TENANT#*#USER#*"), APPROVALS.read, LEDGER.read, LEDGER.write,
        ),
        timeout=20,
    ),
)  # fmt: skip
