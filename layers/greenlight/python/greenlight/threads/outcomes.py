"""What became of a call that a person decided on, or that went outside: the answer, and what it means for the model."""

from collections.abc import Mapping
from typing import Any

EDITED = (
    "A person changed your call before approving it. What stands under `edited` was carried out, yours was not: "
    "tell the person what was really done."
)
DENIED = "A person said no. It was not carried out: accept that, give the reason, and do not try it again."
MEANS: Mapping[str, str] = {
    "responded": "A person answered in words instead. It was not carried out: go on from those words.",
    "revise": "A person wants another version. It was not carried out: propose one call that follows the note.",
    "expired": "Nobody decided in time. It was not carried out.",
    "revoked": "The approval was taken back. It was not carried out.",
    "cancelled": "It was called off. It was not carried out.",
    "waiting": "A person has not decided yet. It was not carried out so far.",
    "not_sent": "It surely never left. It was not carried out.",
    "failed": "It was sent, and the other side declined it.",
    "needs_person": "It may have arrived or not, and a person looks into it. Do not call it again.",
    "unknown": "It may have arrived or not. Do not call it again: the platform finds out, and tells the person.",
}
UNFINISHED = {
    "status": "interrupted",
    "detail": "The run ended before this had an answer: look before you repeat it.",
}


def told(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as stored, and `means` beside it where a model could take it for something else."""
    means = MEANS.get(str(answer.get("status")))
    if answer.get("edited"):
        means = EDITED
    elif answer.get("status") == "denied" and answer.get("rule") == "person":
        means = DENIED
    return {**answer, "means": means} if means else dict(answer)
