"""How a step of a goal run can fail.

ModelUnavailable   the model's server is down, slow or overloaded: the machine asks again
NoAnswer           `deliver` or `effects` gave no answer: the machine asks again
TooFast            the agent's calls of this minute are used up: the machine goes on with the rest a little later
Refused            (greenlight.errors) an answer: it becomes a problem of the draft, or the run's own
├── Unusable       the model answered, twice, and nothing of it can be used
├── OverBudget     the month's budget has no room for the next model call
└── Misconfigured  no model is configured, or its server does not accept us
"""

from greenlight.errors import Refused


class ModelUnavailable(Exception):
    """`worked` is whether it may have begun to answer, which then costs."""

    def __init__(self, what: str, *, worked: bool = True) -> None:
        super().__init__(what)
        self.worked = worked


class NoAnswer(Exception):
    pass


class TooFast(Exception):
    pass


class Unusable(Refused):
    title = "The model's answer cannot be used"


class Misconfigured(Refused):
    title = "The model cannot be asked"
