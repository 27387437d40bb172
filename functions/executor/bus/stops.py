"""Hooks that stop everything: a kill switch that somebody pulled, and a run that is over."""

from .scene import Scene, Verdict


def kill_switch(scene: Scene) -> Verdict | None:
    """Checked once more by the transaction that consumes an approval. A person's own hand has no agent to stop."""
    agent_id = scene.agent.agent_id if scene.agent else ""
    if reason := scene.controls.killed(agent_id, scene.action.tool):
        return Verdict("deny", "kill_switch", f"This was switched off: {reason}")
    return None


def run_is_open(scene: Scene) -> Verdict | None:
    if scene.run_status == "running":
        return None
    return Verdict("deny", "run_is_open", f"This run is {scene.run_status}; nothing more is done for it.")
