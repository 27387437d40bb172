"""The hook that asks Cedar, with the tenant's additions; the gates of audit mode are among what it is told."""

from greenlight.approvals.reads import host_of

from functions.executor.policy.engine import Additions, Asked, Unusable, ruling

from .scene import Scene, Verdict


def policy(scene: Scene) -> Verdict:
    """Allow, ask or deny, always. Whatever goes wrong in the policies denies, for they might have forbidden it."""
    try:
        said = ruling(asked(scene), additions(scene))
    except Unusable as problem:
        return Verdict("deny", "policy", f"The policies cannot be used, so nothing is done: {problem}.")
    deciding = tuple(one.id for one in said.deciding)
    return Verdict(said.decision, "policy", said.words, deciding, said.version)


def asked(scene: Scene) -> Asked:
    """The scene in the words of `policy/greenlight.cedarschema`."""
    action, agent = scene.action, scene.agent
    groups = [("Tenant", action.who.tenant_id)]
    if agent:
        groups.append(("AgentType", agent.agent_type_id))
    return Asked(
        principal=("Agent", agent.agent_id) if agent else ("Person", action.who.user_id),
        principal_in=groups,
        resource=("Tool", action.tool),
        resource_in=[("Effect", scene.effect), *([("Verb", action.verb)] if action.verb else [])],
        context={
            "effect": scene.effect, "verb": action.verb or "", "risky": action.risky, "audited": audited(scene),
            "mode": scene.mode, "host": host_of(action.arguments.get("url")), "price_cents": action.price_cents,
        },
    )  # fmt: skip


def audited(scene: Scene) -> bool:
    """Audit mode asks for every tool call of an agent; for one that only looks when it was told so."""
    covered = scene.effect != "read" or "reads" in scene.audit
    return scene.agent is not None and "tools" in scene.audit and covered


def additions(scene: Scene) -> Additions:
    """What the tenant adds for everybody, and for agents of this type."""
    mine = {"", scene.agent.agent_type_id if scene.agent else ""}
    return tuple(
        (one["name"], one["cedar"])
        for one in scene.controls.additions
        if (one.get("agent_type_id") or "") in mine
    )
