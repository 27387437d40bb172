"""What one run of a goal calls, step by step; infra makes its stack and its role of this."""

from greenlight.declare import Machine

MACHINE = Machine(
    name="goal_run",
    invokes=("goal_enforce", "goal_draft", "goal_store", "goal_open", "goal_notify", "goal_cleanup"),
)
