"""What the approval machine calls, and how long it waits; infra makes its stack and its role of this."""

from greenlight.declare import Machine

MACHINE = Machine(
    name="approval",
    invokes=("approval_wait", "approval_clock", "approval_cleanup", "executor"),
    settings={"SoonSeconds": ("60", "2"), "LaterSeconds": ("3600", "10"), "DailySeconds": ("86400", "60")},
)
