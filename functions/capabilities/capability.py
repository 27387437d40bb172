"""What the capabilities Lambda may touch: the published catalogue, and nobody's data."""

from greenlight.declare import (
    AGENT_KEY,
    CATALOGUE,
    CONTENT,
    PLATFORM_KEY,
    Capability,
    Function,
    Prefix,
    may_invoke,
    secret,
)

CAPABILITY = Capability(
    name="capabilities",
    title="Capabilities",
    prefixes=(Prefix("/capabilities", door="agent"),),
    routes=Function(
        needs=(
            AGENT_KEY.verify, PLATFORM_KEY.sign, PLATFORM_KEY.verify, secret("agent-public-key"),
            may_invoke("capabilities"),
        )
    ),
    functions={
        "capabilities": Function(needs=(CATALOGUE, CONTENT.read, CONTENT.write), timeout=30)
    },
)  # fmt: skip
