"""What the agent may touch: three Lambdas, its own key, its model's key. No table, no socket, no tool."""

from greenlight.declare import (
    AGENT_KEY,
    RUN_KEY,
    Capability,
    Function,
    Prefix,
    may_invoke,
    secret,
    setting,
)

_LEG = (
    may_invoke("thread_append"),
    may_invoke("executor"),
    may_invoke("capabilities"),
    AGENT_KEY.sign,
    secret("model"),
    setting("OPENAI_BASE_URL"),
    setting("OPENAI_MODEL"),
    setting("MODEL_INPUT_CENTS"),
    setting("MODEL_OUTPUT_CENTS"),
)
_DOOR = (
    may_invoke("agent"),
    may_invoke("capabilities"),
    RUN_KEY.verify,
    AGENT_KEY.verify,
    secret("agent-public-key"),
)

CAPABILITY = Capability(
    name="agent",
    title="Agent",
    prefixes=(Prefix("/run", "agent"), Prefix("/update", "agent"), Prefix("/agent/health", "open")),
    routes=Function(needs=_DOOR, timeout=29),
    functions={
        # No second try: whoever crashed after its claim would find the leg taken and end well, and so
        # keep the on-failure destination from settling the run until its lease is over.
        # It waits for its model nearly all the time and is billed for the memory it waits with: hence so little.
        "agent": Function(
            needs=_LEG, memory=320, timeout=300, retries=0, on_failure="run_failed", layers=("model",)
        ),
    },
)
