"""What a leg has used, and of whom."""

from dataclasses import dataclass
from typing import Any

from greenlight.prices import FREE, Prices

from .ports import Usage


@dataclass(slots=True)
class Meter:
    host: str = ""
    model: str = ""
    prices: Prices = FREE
    steps: int = 0
    tools: int = 0
    input: int = 0
    output: int = 0
    cached: int = 0
    reasoning: int = 0

    def add(self, usage: Usage) -> None:
        self.input += usage.input
        self.output += usage.output
        self.cached += usage.cached
        self.reasoning += usage.reasoning

    def usage(self) -> list[dict[str, Any]] | None:
        """AG-UI's `usage`; None where the server never counted. Cached and reasoning tokens are inside the totals.

        `costMicroUsd` is ours: millionths of a US dollar, by the deploy's prices; what a cache saved is not taken off.
        """
        if not self.input + self.output:
            return None
        counted: dict[str, Any] = {
            "provider": self.host, "model": self.model, "inputTokens": self.input, "outputTokens": self.output,
            "cachedInputTokens": self.cached, "totalTokens": self.input + self.output,
            "costMicroUsd": self.prices.micro_usd(self.input, self.output),
        }  # fmt: skip
        return [counted | ({"reasoningTokens": self.reasoning} if self.reasoning else {})]
