"""What the effects Lambdas may touch, and the tools that they carry out: approvals and the ledger, nobody's rows."""

from greenlight.declare import (
    APPROVALS,
    LEDGER,
    RUN_KEY,
    Capability,
    Function,
    Tool,
    Toolset,
    setting,
)

from .tools import http_call

_STAND_IN = setting("HTTP_CALL_LOOPBACK")
_LEDGER = (APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*"), LEDGER.write)

WEB = Toolset(
    name="web",
    title="Web requests",
    about="one HTTP request",
    tools=(
        Tool(http_call, effect="external", verb="send", strict=False, reads_if="get_from_allowed_host"),
    ),
)  # fmt: skip

CAPABILITY = Capability(
    name="effects",
    title="Effects",
    functions={
        # Ends before the lease of what it dispatched does (ledger.LEASE), so that nobody takes over from the living.
        "effects": Function(
            needs=(*_LEDGER, RUN_KEY.verify, _STAND_IN), memory=512, timeout=15, layers=("egress",)
        ),
        "preview": Function(needs=(_STAND_IN,), memory=256),
        "reconcile": Function(needs=(*_LEDGER, _STAND_IN), memory=256, timeout=50),
    },
    toolsets=(WEB,),
)
