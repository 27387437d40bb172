"""What a model call may cost, and what it did, by the prices of the deploy's settings; rounded up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import aws

MILLION = 1_000_000
OVERHEAD = 64  # tokens around messages and schema


@dataclass(frozen=True, slots=True)
class Prices:
    """US cents per million tokens; both 0 for a model that costs nothing."""

    read: int
    written: int

    @classmethod
    def of_settings(cls) -> "Prices":
        """`MODEL_INPUT_CENTS` and `MODEL_OUTPUT_CENTS`. Raises KeyError, ValueError: no price is a fault, not free."""
        return cls(int(aws.setting("MODEL_INPUT_CENTS")), int(aws.setting("MODEL_OUTPUT_CENTS")))

    def cents(self, tokens_in: int, tokens_out: int) -> int:
        return -(-self._parts(tokens_in, tokens_out) // MILLION)

    def micro_usd(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths of a US dollar: what one answer costs is far below a cent."""
        return -(-self._parts(tokens_in, tokens_out) // 100)

    def most(self, messages: Sequence[Mapping[str, Any]], schema: Mapping[str, Any], tokens_out: int) -> int:
        """An upper bound in cents: no tokenizer makes more tokens of a text than it has bytes."""
        asked = json.dumps([list(messages), schema], ensure_ascii=False)
        return self.cents(len(asked.encode()) + OVERHEAD, tokens_out)

    def _parts(self, tokens_in: int, tokens_out: int) -> int:
        return tokens_in * self.read + tokens_out * self.written


FREE = Prices(0, 0)
