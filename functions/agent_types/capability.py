"""What the routes of agent types may touch: the types and their drafts, never a hired agent."""

from greenlight.declare import AGENTS, CATALOGUE, CONTENT, LEDGER, Capability, Function, Prefix

CAPABILITY = Capability(
    name="agent_types",
    title="Agent types",
    prefixes=(Prefix("/api/v1/agent-types"),),
    routes=Function(
        needs=(
            AGENTS.read, AGENTS.write_to("PLATFORM#TYPE#*", "TENANT#*#TYPEDRAFTS"), LEDGER.read, LEDGER.write,
            CATALOGUE, CONTENT.read,
        ),
        timeout=20,
    ),
)  # fmt: skip
