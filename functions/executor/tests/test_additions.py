"""What a tenant adds to the policies can only tighten; what else it may hold is refused, and never evaluated."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.executor.app import policy_check
from functions.executor.bus import Scene
from functions.executor.bus.policy import policy
from functions.executor.policy.check import LARGEST, MOST, problems
from functions.executor.policy.engine import Unusable, compile_policies

from .scenes import CREATE, ORDER, READ, SEND, by_hand, scene

FORBID = "forbid (principal, action, resource);"
TOOLS = {"notes.create", "web.http_call"}
STRICTER = {"allow": 0, "ask": 1, "deny": 2}
SCENES = [
    make(replace(action, risky=risky), **more)
    for action in (READ, CREATE, SEND, ORDER)
    for risky in (False, True)
    for make, more in (
        (scene, {}),
        (scene, {"agent": {"mode": "draft"}}),
        (scene, {"audit": {"tools", "reads"}}),
        (by_hand, {}),
    )
]


def adding(seen: Scene, *texts: str, **scope: str) -> Scene:
    added = tuple({"name": f"a{n}", "cedar": text, **scope} for n, text in enumerate(texts))
    return replace(seen, controls=replace(seen.controls, additions=added))


@pytest.mark.parametrize(
    ("cedar", "says"),
    [
        ("permit (principal, action, resource);", "policy 1 is a permit"),
        (FORBID + "permit (principal, action, resource);", "policy 2 is a permit"),
        ("", "holds no policy"),
        ("// nothing", "holds no policy"),
        ("forbid (principal, action, resource", "is no Cedar"),
        ("let us be careful", "is no Cedar"),
        ("forbid (principal == ?principal, action, resource);", "templates are not taken"),
        ("forbid (principal == Robot::\"x\", action, resource);", "Robot"),
        ('forbid (principal, action == Action::"delete", resource);', "delete"),
        ('forbid (principal, action, resource in Effect::"reed");', "reed"),
        ('forbid (principal, action, resource in Verb::"sent");', "sent"),
        ('forbid (principal, action, resource == Tool::"web.htpp_call");', "web.htpp_call"),
        ('forbid (principal, action, resource) when { resource == Tool::"web.htpp_call" };', "web.htpp_call"),
        ("forbid (principal, action, resource) when { context.riskyy };", "riskyy"),
        ("forbid (principal, action, resource) when { context.risky == 1 };", "policy 1: "),
        ('forbid (principal in AgentType::"trader.v1", action, resource);', "trader.v1"),
        ("//" + "x" * LARGEST + "\n" + FORBID, "larger than 8 KB"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_pointed_at(cedar: str, says: str) -> None:
    found = problems(cedar, "coach.v1", TOOLS)
    assert found
    assert {problem["pointer"] for problem in found} == {"/cedar"}
    assert says in " ".join(problem["detail"] for problem in found)


@pytest.mark.parametrize("cedar", [
    FORBID, 'forbid (principal is Agent, action == Action::"act", resource in Effect::"write");',
    'forbid (principal in AgentType::"coach.v1", action, resource) when { resource in [Verb::"send", Verb::"post"] };',
    'forbid (principal, action == Action::"propose", resource == Tool::"notes.create") unless { context.host == "a" };',
    '@id("cheap") @words("At most a euro.") forbid (principal, action, resource) when { context.price_cents > 100 };',
    "forbid (principal, action, resource) when { context.mode == \"live\" }; // and a comment at the end",
])  # fmt: skip
def test_what_only_forbids_and_is_known_is_taken(cedar: str) -> None:
    assert problems(cedar, "coach.v1", TOOLS) == []
    assert policy(adding(scene(READ), cedar)).rule == "policy"


def test_an_addition_of_the_tenant_turns_allow_into_ask_and_ask_into_deny() -> None:
    act = 'forbid (principal, action == Action::"act", resource == Tool::"notes.list");'
    both = 'forbid (principal, action, resource in Verb::"send") unless { context.host == "a.org" };'
    assert policy(adding(scene(READ), act, both)).decision == "ask"
    said = policy(adding(scene(SEND), act, both))
    assert (said.decision, said.policies) == ("deny", ("a1/1",))
    assert "«a1»" in said.detail
    assert policy(adding(scene(CREATE), act, both)).decision == "allow"


def test_an_addition_for_one_type_is_for_its_agents_alone() -> None:
    assert policy(adding(scene(READ), FORBID, agent_type_id="coach.v1")).decision == "deny"
    assert policy(adding(scene(READ), FORBID, agent_type_id="trader.v1")).decision == "allow"
    assert policy(adding(by_hand(READ), FORBID, agent_type_id="coach.v1")).decision == "allow"
    assert policy(adding(by_hand(READ), FORBID)).decision == "deny"


@pytest.mark.parametrize("stored", [
    "permit (principal, action, resource);", "forbid (principal, action, resource", "", "forbid (robot);",
    'permit (principal, action == Action::"act", resource) when { context.risky };',
])  # fmt: skip
def test_whatever_else_stands_in_the_table_stops_everything(stored: str) -> None:
    """Nobody can store it by our doors; whoever did it otherwise gains nothing."""
    said = policy(adding(scene(READ), stored))
    assert (said.decision, said.rule) == ("deny", "policy")


def test_there_are_so_many_additions_and_no_more() -> None:
    few = tuple((f"a{n}", FORBID) for n in range(MOST))
    assert compile_policies(few).version
    with pytest.raises(Unusable):
        compile_policies((*few, ("one", FORBID)))


def test_a_text_that_ends_in_a_comment_swallows_nothing_of_the_next() -> None:
    first = "forbid (principal, action, resource) when { context.risky }; //"
    assert policy(adding(scene(CREATE), first, FORBID)).decision == "deny"
    assert policy(adding(scene(CREATE), FORBID, first)).decision == "deny"


_SCOPES = {
    "principal": ["principal", "principal is Agent", "principal is Person", 'principal in Tenant::"acmehealth"',
                  'principal in AgentType::"coach.v1"', 'principal == Agent::"agt_coach"'],
    "action": ["action", 'action == Action::"act"', 'action == Action::"propose"',
               'action in [Action::"act", Action::"propose"]'],
    "resource": ["resource", 'resource in Effect::"read"', 'resource in Effect::"write"', 'resource in Verb::"send"',
                 'resource == Tool::"notes.create"', 'resource in Effect::"external"'],
}  # fmt: skip
_TESTS = ["context.risky", "context.audited", 'context.mode == "live"', 'context.host like "*.com"', "true",
          "context.price_cents > 0", 'context.verb == "send"', 'resource in Effect::"write"']  # fmt: skip


@st.composite
def _addition(draw: st.DrawFn) -> str:
    head = ", ".join(draw(st.sampled_from(_SCOPES[part])) for part in ("principal", "action", "resource"))
    effect = draw(st.sampled_from(["forbid", "forbid", "forbid", "permit"]))
    clauses = draw(
        st.lists(st.tuples(st.sampled_from(["when", "unless"]), st.sampled_from(_TESTS)), max_size=3)
    )
    return f"{effect} ({head}) " + " ".join(f"{word} {{ {test} }}" for word, test in clauses) + ";"


@settings(max_examples=150, deadline=None)
@given(st.lists(_addition(), min_size=1, max_size=4))
def test_no_addition_ever_loosens_anything(texts: list[str]) -> None:
    for seen in SCENES:
        before, after = policy(seen), policy(adding(seen, *texts))
        assert STRICTER[after.decision] >= STRICTER[before.decision], (texts, seen.action)


def check(**request: Any) -> Any:
    return policy_check(request, None)


@pytest.mark.usefixtures("cloud")
def test_policy_check_knows_the_tools_of_the_catalogue() -> None:
    good = 'forbid (principal, action, resource == Tool::"notes.create");'
    assert check(cedar=good, scope="") == {"ok": True, "problems": []}
    assert check(cedar=good) == {"ok": True, "problems": []}
    bad = check(cedar=good.replace("create", "creat"), scope="")
    assert (bad["ok"], bad["problems"][0]["pointer"]) == (False, "/cedar")
    assert check(cedar=7)["ok"] is False
    assert check()["ok"] is False
