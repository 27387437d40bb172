"""What the append Lambda may touch: the thread, its sockets, and the start of the run that waits next."""

from greenlight.declare import (
    AGENT_KEY,
    AGENTS,
    CATALOGUE,
    RUN_KEY,
    SOCKETS,
    THREADS,
    Capability,
    Function,
    Prefix,
    may_invoke,
    secret,
)

CAPABILITY = Capability(
    name="thread_append",
    title="Events of a run",
    prefixes=(Prefix("/internal/runs", door="agent", published=False),),
    routes=Function(
        needs=(RUN_KEY.verify, AGENT_KEY.verify, secret("agent-public-key"), may_invoke("thread_append")),
        memory=256,
    ),
    functions={
        "thread_append": Function(
            needs=(
                RUN_KEY.verify, RUN_KEY.sign, THREADS.read, THREADS.write, AGENTS.read, SOCKETS, CATALOGUE,
                may_invoke("agent"),
            ),
            timeout=30,
        )
    },
)  # fmt: skip
