"""What the executor may touch: every tool, the hired agent's rights, and the thread it answers in."""

from greenlight.declare import (
    AGENT_KEY,
    AGENTS,
    APPROVALS,
    CATALOGUE,
    CONTENT,
    LEDGER,
    RUN_KEY,
    SOCKETS,
    THREADS,
    Capability,
    Function,
    Prefix,
    may_invoke,
    secret,
)
from greenlight.deliverables.changes import PARTITIONS

CAPABILITY = Capability(
    name="executor",
    title="Tool execution",
    prefixes=(Prefix("/internal/tools", door="agent", published=False),),
    routes=Function(
        needs=(RUN_KEY.verify, AGENT_KEY.verify, secret("agent-public-key"), may_invoke("executor")),
        memory=256,
    ),
    functions={
        "executor": Function(
            needs=(
                RUN_KEY.verify, THREADS.read, THREADS.write, AGENTS.read, AGENTS.write_to(*PARTITIONS),
                SOCKETS, CATALOGUE, CONTENT.read, APPROVALS.read,
                APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*", "TENANT#*#USER#*"),
                LEDGER.read, LEDGER.write, may_invoke("tools"),
                may_invoke("effects"), may_invoke("preview"), may_invoke("start_run"),
            ),
            timeout=28,
            layers=("policy",),
        ),
        # Deliverables have no run token: who may invoke this is what keeps an agent from doing so.
        "deliver": Function(
            needs=(
                AGENTS.read, AGENTS.write_to(*PARTITIONS), SOCKETS, CATALOGUE, CONTENT.read, APPROVALS.read,
                APPROVALS.write_to("TENANT#*#APPROVAL#*", "TENANT#*#INBOX#*"), LEDGER.read, LEDGER.write,
                may_invoke("effects"), may_invoke("preview"),
            ),
            timeout=28,
            layers=("policy",),
        ),
        "policy_check": Function(needs=(CATALOGUE, CONTENT.read), memory=256, layers=("policy",)),
    },
)  # fmt: skip
