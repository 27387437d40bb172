"""The hook that keeps secrets out of actions: an agent names a credential by its reference and never holds one."""

from greenlight.secret_places import complaint

from .scene import Scene, Verdict


def refs_only(scene: Scene) -> Verdict | None:
    """Refuses by where it stands, never by what it is: the value is repeated to nobody."""
    detail = complaint(scene.action.arguments)
    return Verdict("deny", "refs_only", detail) if detail else None
