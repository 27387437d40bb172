"""Cedar: what the platform's own policies say for every case there is, and that nothing gets by when they fail."""

from dataclasses import replace
from itertools import product
from time import thread_time
from typing import Any

import cedarpy
import pytest

from functions.executor.bus.policy import asked, policy
from functions.executor.policy.engine import Asked, Unusable, compile_policies, ruling
from functions.executor.policy.texts import own, policies, schema_text

from .scenes import CREATE, READ, SEND, by_hand, scene

BY_EFFECT = {"read": READ, "write": CREATE, "external": SEND}
GATES = {"off": frozenset[str](), "tools": frozenset({"tools"}), "reads": frozenset({"tools", "reads"})}
ACTORS, MODES = ("agent", "person"), ("live", "draft", "rehearse", "turbo")


def expected(effect: str, risky: bool, mode: str, gate: str, actor: str) -> str:
    """Architecture §6, said once more in other words."""
    if actor == "person":
        return "deny" if effect == "external" else "allow"
    if mode == "turbo":
        return "deny"
    if effect == "read":
        return "ask" if gate == "reads" else "allow"
    unasked = effect == "write" and not risky and mode == "live" and gate == "off"
    return "allow" if unasked else "ask"


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("effect", BY_EFFECT)
def test_every_case_there_is(effect: str, actor: str) -> None:
    for risky, mode, gate in product((False, True), MODES, GATES):
        action = replace(BY_EFFECT[effect], risky=risky)
        seen = scene(action, agent={"mode": mode}, audit=GATES[gate]) if actor == "agent" else by_hand(action)
        case = (effect, risky, mode, gate, actor)
        assert policy(seen).decision == expected(*case), case


@pytest.mark.parametrize(
    ("seen", "ids"),
    [
        (scene(READ), ("reads.allowed",)),
        (scene(CREATE), ("writes.own_data",)),
        (by_hand(CREATE), ("writes.by_hand",)),
        (scene(replace(CREATE, risky=True)), ("writes.risky",)),
        (scene(SEND), ("asking.outside",)),
        (
            scene(SEND, agent={"mode": "draft"}, audit={"tools"}),
            ("asking.outside", "audit.asks", "modes.draft"),
        ),
        (scene(CREATE, agent={"mode": "turbo"}), ("modes.known",)),
        (by_hand(SEND), ("asking.outside",)),
    ],
)
def test_a_verdict_names_the_policies_that_decided_and_speaks_their_words(
    seen: Any, ids: tuple[str, ...]
) -> None:
    said = policy(seen)
    assert said.policies == ids
    assert len(said.policy_version) == 12
    words = {one.id: one.words for source in own() for one in policies(source)}
    assert all(words[name] in said.detail for name in ids)


def test_our_own_files_are_valid_by_the_schema_and_each_policy_has_an_id_and_words() -> None:
    for source in own():
        checked = cedarpy.validate_policies(source.text, schema_text())
        assert not checked.errors, source.name
        for one in policies(source):
            assert one.id.partition(".")[0] == source.name.removesuffix(".cedar")
            assert one.words.endswith(".")
            assert "tenant" not in one.words


def test_what_cannot_be_evaluated_is_denied() -> None:
    """Cedar passes over a policy that fails; a forbid that was passed over would have loosened."""
    overflow = "forbid (principal, action, resource) when { context.price_cents + 9223372036854775807 > 0 };"
    added = {"controls": {"additions": ({"name": "big", "cedar": overflow},)}}
    assert policy(scene(READ, **added)).decision == "deny"  # forbidden
    said = policy(scene(replace(READ, price_cents=1), **added))
    assert (said.decision, said.rule) == ("deny", "policy")
    assert "cannot be used" in said.detail


def test_a_question_that_is_none_of_the_schemas_is_denied() -> None:
    right = asked(scene(READ))
    for wrong in (
        replace(right, principal=("Robot", "r2")),
        replace(right, context={**right.context, "risky": "no"}),
        replace(right, context={}),
        replace(right, resource_in=[("Effect", "magic")]),
    ):
        with pytest.raises(Unusable):
            ruling(wrong)
    assert policy(scene(replace(READ, effect="magic"))).decision == "deny"
    assert ruling(replace(right, resource_in=[])).decision == "ask"  # no effect allows it, but a person might


@pytest.mark.parametrize("name", ['x"; permit', "a\nb", "ü", "", " "])
def test_an_odd_id_is_data_and_never_cedar(name: str) -> None:
    right = asked(scene(SEND))
    assert ruling(replace(right, principal=("Agent", name))).decision == "ask"


def test_the_version_follows_every_text() -> None:
    none = compile_policies().version
    one = compile_policies((("a", "forbid (principal, action, resource) when { context.risky };"),)).version
    other = compile_policies((("b", "forbid (principal, action, resource) when { context.risky };"),)).version
    assert len({none, one, other}) == 3
    assert compile_policies(()).version == none


def test_a_decision_takes_little_time(record_property: Any) -> None:
    """Both questions, parsed policies, as the executor asks them; in milliseconds of this thread's own work."""
    question: Asked = asked(scene(SEND))
    ruling(question)
    began = thread_time()
    for _ in range(200):
        ruling(question)
    each = (thread_time() - began) / 200 * 1000
    record_property("ms_per_decision", round(each, 3))
    assert each < 20
