"""The hook that knows the words: a tool, effect or verb in any other spelling than the catalogue's means nothing."""

from collections.abc import Mapping

from greenlight.approvals.judge import MONEY

from functions.executor.action import PLAIN

from .scene import Scene, Verdict

# Verbs by effect; only what goes outside has one. The Cedar schema lists the same (a test compares them).
VERBS: Mapping[str, frozenset[str | None]] = {
    "read": frozenset({None}),
    "write": frozenset({None}),
    "external": frozenset({"publish", "post", "send", *MONEY}),
}


def known_verb(scene: Scene) -> Verdict | None:
    """Nothing is trimmed, folded or normalised on the way to a match: what is not the very word is unknown."""
    action = scene.action
    if not PLAIN.fullmatch(action.tool):
        return Verdict("deny", "known_verb", "There is no tool of that name.")
    if action.effect not in VERBS:
        return Verdict("deny", "known_verb", f"{action.tool} has an effect that nobody knows.")
    if action.verb not in VERBS[action.effect]:
        return Verdict("deny", "known_verb", f"{action.tool} has a verb that nobody knows for its effect.")
    return None
