"""The one place where an action is decided."""

from collections.abc import Sequence
from dataclasses import replace

from .limits import allow_list, risk_limits
from .policy import policy
from .quotas import budget, rate, trial
from .refs import refs_only
from .scene import Hook, Scene, Uncounted, Verdict
from .stops import kill_switch, run_is_open
from .vocabulary import known_verb

# The order is architecture §6's: cheap and absolute first; what costs a write comes after what costs nothing, and
# money is reserved only for what may happen.
HOOKS: Sequence[Hook] = (
    kill_switch, known_verb, run_is_open, refs_only, allow_list, risk_limits, rate, trial, policy, budget,
)  # fmt: skip

# What may have changed while a person thought, or by his edit; what was counted or reserved then is not again.
LASTING: Sequence[Hook] = (kill_switch, known_verb, refs_only, allow_list, risk_limits, trial, policy)


def decide(scene: Scene, hooks: Sequence[Hook] = HOOKS) -> Verdict:
    """The first deny ends it. Only the policy allows or asks; the budget after it can still deny, never loosen.

    What nobody allows is denied.
    """
    for hook in hooks:
        if verdict := hook(scene):
            if verdict.decision == "deny":
                return verdict
            scene = replace(scene, so_far=verdict)
    return scene.so_far or Verdict("deny", "default", "Nothing allows this.")


def recheck(scene: Scene) -> Verdict | None:
    """Why what a person allowed may not be done after all, by today's controls, limits and policies; else None."""
    verdict = decide(replace(scene, counters=Uncounted()), LASTING)
    return verdict if verdict.decision == "deny" else None
