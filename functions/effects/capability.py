"""What the effects Lambdas may touch, and the tools that they carry out: approvals, the ledger, an agent's limits."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    LEDGER,
    RUN_KEY,
    VAULT,
    VAULT_READER,
    Capability,
    Function,
    Tool,
    Toolset,
    setting,
)
from greenlight.deliverables.changes import PARTITIONS

from .social import SOCIAL
from .tools import http_call
from .trading import TRADING

_PLACES = tuple(
    setting(name)
    for name in (
        "HTTP_CALL_LOOPBACK", "MASTODON_LOOPBACK", "GRAPH_BASE_URL", "LINKEDIN_BASE_URL", "LINKEDIN_VERSION",
        "X_BASE_URL", "DELTA_BASE_URL",
    )
)  # fmt: skip
_LEDGER = (
    APPROVALS.read, APPROVALS.write_to("TENANT#*#APPROVAL#*"), LEDGER.write, AGENTS.write_to(*PARTITIONS),
    AGENTS.read,  # which accounts an agent names, and what it may order
    VAULT_READER, VAULT.write_to("TENANT#*#CREDENTIAL#*"),  # what a provider says of a credential is kept beside it
)  # fmt: skip

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
            needs=(*_LEDGER, RUN_KEY.verify, *_PLACES),
            memory=512,
            timeout=30,
            layers=("egress",),
            fixed_egress=True,
        ),
        "preview": Function(needs=_PLACES, memory=256),
        "reconcile": Function(
            needs=(*_LEDGER, *_PLACES), memory=512, timeout=50, layers=("egress",), fixed_egress=True
        ),
    },
    toolsets=(WEB, SOCIAL, TRADING),
)
