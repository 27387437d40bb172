"""All that one run of the bench has measured."""

from dataclasses import dataclass, field

from tests.load.cold_start import Start
from tests.load.cost import Costed
from tests.load.prompt_size import Prompt
from tests.load.turns import Measured


@dataclass
class Results:
    machine: str
    sequential: dict[str, Measured] = field(default_factory=dict)
    paced: dict[str, Measured] = field(default_factory=dict)
    crowded: dict[str, Measured] = field(default_factory=dict)
    costs: list[Costed] = field(default_factory=list)
    starts: dict[str, Start] = field(default_factory=dict)
    prompts: list[Prompt] = field(default_factory=list)
    seconds: float = 0

    @property
    def failed(self) -> int:
        """Turns of ours that failed anywhere."""
        return (
            self.sequential["greenlight"].failed
            + self.paced["greenlight"].failed
            + self.crowded["greenlight"].failed
            + sum(len(c.reasons) for c in self.costs)
        )

    @property
    def tool_beyond_boto3(self) -> float:
        return self.starts["tool (weights.create)"].first - self.starts["boto3"].first
