"""What the routes of hiring may touch, and where they are."""

from greenlight.declare import AGENTS, LEDGER, VAULT, Capability, Function, Prefix

CAPABILITY = Capability(
    name="hiring",
    title="Hiring",
    prefixes=(
        Prefix("/api/cp/subscriptions"),
        Prefix("/api/cp/my-agents"),
        Prefix("/api/cp/time-zones"),
    ),
    routes=Function(
        needs=(AGENTS.read, AGENTS.write_to("TENANT#*#USER#*"), LEDGER.read, LEDGER.write, VAULT.read),
        timeout=20,
    ),
)
