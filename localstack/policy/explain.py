"""The explanation itself: each hook in its order, Cedar's two answers, and what comes of it, in plain words."""

from collections.abc import Iterator
from dataclasses import replace

from greenlight.approvals.rules import ask_rules

from functions.executor.bus import HOOKS, Scene, Verdict, decide
from functions.executor.bus.policy import additions, asked
from functions.executor.policy.engine import Evaluation, Unusable, ruling

ENDS = {"allow": "It is done, without asking anybody.", "ask": "A person is asked before it is done.",
        "deny": "It is not done, and nobody is asked."}  # fmt: skip
UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def explain(scene: Scene) -> Iterator[str]:
    """Line by line; hooks after the one that denies are not reached, and not shown as if they were."""
    yield from _about(scene)
    yield ""
    so_far, denied = scene, False
    for number, hook in enumerate(HOOKS, 1):
        said = None if denied else hook(so_far)
        yield f"{number:>2}  {hook.__name__:<12}  {_word(said, denied)}"
        if hook.__name__ == "policy" and not denied:
            yield from _cedar(scene)
        denied = denied or (said is not None and said.decision == "deny")
        so_far = replace(so_far, so_far=said) if said and not denied else so_far
    yield ""
    yield from _end(scene, decide(scene))


def _about(scene: Scene) -> Iterator[str]:
    action, agent = scene.action, scene.agent
    verb = f", verb {action.verb}" if action.verb else ""
    risky = ", risky" if action.risky else ""
    yield f"{action.tool}: {action.effect}{verb}{risky}"
    if scene.effect != action.effect:
        yield f"  this call only looks ({action.reads_if}), so it counts as a {scene.effect}"
    if agent:
        yield f"  by an agent of type {agent.agent_type_id}, mode {agent.mode}"
    else:
        yield "  by a person's own hand"


def _word(said: Verdict | None, denied: bool) -> str:
    if denied:
        return "not reached"
    return "passes" if said is None else f"{said.decision:<5} {said.detail}".rstrip()


def _cedar(scene: Scene) -> Iterator[str]:
    try:
        said = ruling(asked(scene), additions(scene))
    except Unusable:
        return
    yield from _answer("may it be done unasked?", said.act)
    yield from _answer("may a person be asked?", said.propose)
    yield f"      policies {said.version}; additions of the tenant: {len(additions(scene))}"


def _answer(question: str, answer: Evaluation) -> Iterator[str]:
    """For a no without a policy: Cedar denies what nothing permits."""
    yield f"      {question} {'yes' if answer.allowed else 'no'}{'' if answer.by else ', for nothing permits it'}"
    for one in answer.by:
        yield f"        {one.effect:<6}  {one.id} ({one.source}): {one.words}"


def _end(scene: Scene, verdict: Verdict) -> Iterator[str]:
    yield f"{verdict.decision.upper()} by {verdict.rule}: {ENDS[verdict.decision]}"
    if verdict.retry_after:
        yield f"  it may be tried again in {verdict.retry_after} s"
    if verdict.decision == "ask":
        yield from _asking(scene)
    if verdict.reservation:
        yield f"  the budget holds {verdict.reservation.cents} cents for it"


def _asking(scene: Scene) -> Iterator[str]:
    if scene.agent:
        rules = ask_rules(scene.agent, scene.action.effect, scene.action.verb)
        many = "one" if rules.people == 1 else f"{rules.people} people"
        login = ", freshly signed in" if rules.fresh_login else ""
        never = ", and no standing approval says yes in advance" if rules.always_ask else ""
        yield f"  whom: {many} of: {', '.join(rules.assignees)}{login}{never}; risk {rules.risk}"
        yield f"  for how long: {_span(rules.expires_in)}; reminded after {_span(rules.remind_after)}, "\
              f"escalated after {_span(rules.escalate_after)}; then it is denied"  # fmt: skip
        if scene.mode == "rehearse":
            yield "  a rehearsal: approving sends nothing"


def _span(seconds: int) -> str:
    """Two units at most: `1 d`, `7 min 30 s`; nought is never."""
    said = []
    for size, unit in UNITS:
        if seconds >= size:
            said.append(f"{seconds // size} {unit}")
            seconds %= size
    return " ".join(said[:2]) or "never"
