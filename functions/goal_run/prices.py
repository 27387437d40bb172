"""What a model call may cost, and what it did: whole cents, rounded up, by the prices of the deploy's settings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from greenlight import aws

from .ports import Json

MILLION = 1_000_000
OVERHEAD = 64  # tokens around messages and schema


@dataclass(frozen=True, slots=True)
class Prices:
    """Cents per million tokens; both 0 for a model that costs nothing."""

    read: int
    written: int

    @classmethod
    def of_settings(cls) -> "Prices":
        """`MODEL_INPUT_CENTS` and `MODEL_OUTPUT_CENTS`. Raises KeyError, ValueError: no price is a fault, not free."""
        return cls(int(aws.setting("MODEL_INPUT_CENTS")), int(aws.setting("MODEL_OUTPUT_CENTS")))

    def cents(self, tokens_in: int, tokens_out: int) -> int:
        return -(-(tokens_in * self.read + tokens_out * self.written) // MILLION)

    def most(self, messages: Sequence[Json], schema: Json, tokens_out: int) -> int:
        """An upper bound: no tokenizer makes more tokens of a text than it has bytes."""
        asked = json.dumps([list(messages), schema], ensure_ascii=False)
        return self.cents(len(asked.encode()) + OVERHEAD, tokens_out)
