"""What a skill sees of the world; each is asked for only when it is used, so that a trade never touches a model."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Json = Mapping[str, Any]
Check = Callable[[Json], Sequence[str]]


class Writer(Protocol):
    """The agent's model, paid for from its budget."""

    def write(self, name: str, messages: Sequence[Json], schema: Json, texts: int, check: Check) -> Json:
        """An answer with so many texts, which the schema allows; asked for once more where it does not, or `check`
        complains. A second one may still be over a limit.

        Raises ModelUnavailable, OverBudget, Unusable, Misconfigured.
        """


@dataclass(frozen=True, slots=True)
class Ports:
    """`facts(tool, arguments)` are the market's, without a credential, and raise Refused; `attempts(most)` what this
    agent tried last; `identity(ref, provider)` is who a credential speaks for, and raises Refused for one that is not
    there; `canonical` is what the run's first step has composed."""

    writer: Callable[[], Writer]
    facts: Callable[[str, Json], Json]
    attempts: Callable[[int], Sequence[Json]]
    identity: Callable[[str, str], Json]
    canonical: Callable[[], Json]
