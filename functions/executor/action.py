"""An action: a tool call with its bound arguments, known to the catalogue and valid by its schema."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from greenlight.actions import check_arguments, described
from greenlight.catalogue import tool_name
from greenlight.errors import NotFound
from greenlight.tokens import RunClaims

PLAIN = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\.[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody wants done. `who` comes from the verified run token alone, the rest from the catalogue.

    `effect` is what the tool declares; the bus may count a call of it as a read (`reads_if`). `price_cents` is what it
    may cost at most.
    """

    who: RunClaims
    call_id: str
    tool: str
    effect: str
    risky: bool
    verb: str | None
    arguments: Mapping[str, Any]
    reads_if: str = ""
    price_cents: int = 0

    @property
    def domain(self) -> str:
        return self.tool.partition(".")[0]


def known(who: RunClaims, call_id: str, name: str, arguments: Any) -> Action:
    """Raises NotFound for a tool that is not in the catalogue, Invalid for arguments that break its schema.

    A name has two spellings, the catalogue's and the model's; nothing is trimmed, folded or normalised into one.
    """
    tool = tool_name(name)
    if not PLAIN.fullmatch(tool):
        raise NotFound("There is no tool of that name; the catalogue's names are like weights.save_batch.")
    entry = described(tool)
    check_arguments(tool, entry["parameters"], arguments)
    return Action(
        who, call_id, tool, entry["effect"], entry["risky"], entry["verb"], arguments,
        entry.get("reads_if", ""), entry.get("price_cents", 0),
    )  # fmt: skip
