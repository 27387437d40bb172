"""The gate: one function through which every action goes, and the one place where it is decided (architecture §6).

Each hook looks at one thing and either has a verdict or passes; the first verdict holds; what no hook allows is denied.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from greenlight.agents import HiredAgent

from .action import Action


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rule` names the hook's reason; `detail` is worded for the model and the person."""

    decision: Literal["allow", "ask", "deny"]
    rule: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the hooks may look at: the action, who would act (None: a person himself), and how his run stands."""

    action: Action
    agent: HiredAgent | None
    run_status: str


Hook = Callable[[Scene], Verdict | None]


def known_effect(scene: Scene) -> Verdict | None:
    if scene.action.effect in {"read", "write", "external"}:
        return None
    return Verdict("deny", "known_effect", f"{scene.action.tool} has an effect that nobody knows.")


def run_is_open(scene: Scene) -> Verdict | None:
    if scene.run_status == "running":
        return None
    return Verdict("deny", "run_is_open", f"This run is {scene.run_status}; nothing more is done for it.")


def allow_list(scene: Scene) -> Verdict | None:
    if scene.agent is None or scene.agent.may_use(scene.action.tool):
        return None
    return Verdict("deny", "allow_list", f"{scene.agent.name} may not use {scene.action.tool}.")


def own_data(scene: Scene) -> Verdict | None:
    """Reading and changing the user's own rows is allowed; a risky write is a person's to make."""
    effect, person = scene.action.effect, scene.agent is None
    if effect == "read" or (effect == "write" and (person or not scene.action.risky)):
        return Verdict("allow", "own_data")
    return None


HOOKS: Sequence[Hook] = (known_effect, run_is_open, allow_list, own_data)
NOBODY_ALLOWS: Mapping[str, str] = {
    "external": "Nothing goes outside without a person's approval, and nobody can be asked yet.",
    "write": "This change is risky and needs a person's approval, and nobody can be asked yet.",
}


def decide(scene: Scene) -> Verdict:
    """The first hook's verdict; what none of them allows is denied."""
    for hook in HOOKS:
        if verdict := hook(scene):
            return verdict
    return Verdict("deny", "default", NOBODY_ALLOWS.get(scene.action.effect, "Nothing allows this."))
