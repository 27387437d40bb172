"""What the Lambdas of goals may touch: goals and their slots, and the runs that they begin."""

from greenlight.declare import AGENTS, LEDGER, Capability, Function, may_start

# Goals stand in partitions of their agents, slots in ones of their own.
_BEGINS = (
    AGENTS.read,
    AGENTS.write_to("TENANT#*#AGENT#*", "TENANT#*#GOAL#*", "TENANT#*#GOALRUN#*"),
    LEDGER.write,
)

CAPABILITY = Capability(
    name="goals",
    title="Goals at their times",
    functions={
        "goal_fire": Function(needs=_BEGINS, timeout=20, asynchronous=True),
        "goal_net": Function(needs=(*_BEGINS, may_start("goal_run")), timeout=120),
    },
)
