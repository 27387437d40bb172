"""What the routes of hired agents may touch, and where they are."""

from greenlight.declare import AGENTS, CATALOGUE, CONTENT, LEDGER, VAULT, Capability, Function, Prefix

# Of the agents' table never PLATFORM#…: what a type says is not for whoever is hired by it to change.
_OWN = AGENTS.write_to("TENANT#*#USER#*", "TENANT#*#GOAL#*", "TENANT#*#GOALRUN#*")

CAPABILITY = Capability(
    name="hired_agents",
    title="Hired agents",
    prefixes=(Prefix("/api/v1/hired-agents"),),
    routes=Function(
        needs=(AGENTS.read, _OWN, LEDGER.read, LEDGER.write, VAULT.read, CATALOGUE, CONTENT.read),
        timeout=20,
    ),
)
