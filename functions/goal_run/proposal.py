"""What a skill hands over: proposals of posts or trade actions, and what it could not propose."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

Json = Mapping[str, Any]
Problem = Mapping[str, str]  # {rule, detail}, and a pointer into the arguments where there is one


@dataclass(frozen=True, slots=True)
class Proposal:
    """One deliverable to be. `name` is unique in its run; one with `problems` is refused and never stored as one.

    `arguments` are those of `tool`; a report has neither. `suggested_at` in epoch seconds UTC, 0 for none.
    """

    name: str
    kind: str
    title: str
    content: Json
    platform: str = ""
    tool: str = ""
    verb: str = ""
    arguments: Json = field(default_factory=dict)
    suggested_at: int = 0
    problems: Sequence[Problem] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def problem(rule: str, detail: str, pointer: str = "") -> Problem:
    return {"rule": rule, "detail": detail} | ({"pointer": pointer} if pointer else {})


def refused(name: str, kind: str, title: str, *problems: Problem, platform: str = "") -> Proposal:
    """A proposal that never became one."""
    return Proposal(name, kind, title, {}, platform=platform, problems=problems)
