"""What the Lambdas of a goal run may touch; only the one that drafts may ask a model, the bus and the market."""

from greenlight.declare import (
    AGENTS,
    APPROVALS,
    LEDGER,
    VAULT,
    Capability,
    Function,
    may_invoke,
    secret,
    setting,
)

_RUN = (AGENTS.read, AGENTS.write_to("TENANT#*#GOALRUN#*"))
_MADE = (AGENTS.read, AGENTS.write_to("TENANT#*#GOALRUN#*", "TENANT#*#DELIVERABLE#*", "TENANT#*#GROUP#*"))
_MODEL = (
    secret("model"), setting("OPENAI_BASE_URL"), setting("OPENAI_MODEL"), setting("MODEL_INPUT_CENTS"),
    setting("MODEL_OUTPUT_CENTS"),
)  # fmt: skip

CAPABILITY = Capability(
    name="goal_run",
    title="Runs of goals",
    functions={
        "goal_enforce": Function(needs=(*_MADE, APPROVALS.read, LEDGER.read, LEDGER.write), timeout=20),
        "goal_draft": Function(
            needs=(
                *_RUN, LEDGER.read, LEDGER.write, VAULT.read, may_invoke("deliver"), may_invoke("effects"), *_MODEL,
            ),
            timeout=170,
            layers=("model",),
        ),
        "goal_store": Function(needs=_MADE, timeout=50),
        "goal_open": Function(needs=(*_RUN, may_invoke("deliver")), timeout=140),
        "goal_notify": Function(needs=(*_RUN, LEDGER.write), timeout=20),
        "goal_cleanup": Function(needs=(*_RUN, LEDGER.write), memory=256, timeout=20),
    },
)  # fmt: skip
