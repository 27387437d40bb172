"""The bus: each hook's rows, what comes before what, and who counts."""

from dataclasses import replace
from typing import Any

import pytest

from functions.executor.action import Action
from functions.executor.bus import HOOKS, Scene, Verdict, decide, recheck
from functions.executor.bus.limits import allow_list, risk_limits
from functions.executor.bus.quotas import budget, rate, trial
from functions.executor.bus.stops import kill_switch, run_is_open

from .scenes import COACH, CREATE, NOW, ORDER, READ, SEND, WIPE, Memory, by_hand, scene

ORDER_OF_THE_BUS = (
    "kill_switch", "known_verb", "run_is_open", "refs_only", "allow_list", "risk_limits", "rate", "trial", "policy",
    "budget",
)  # fmt: skip
CAP = {"tool": "exchange.place_order", "pointer": "/size", "max": 5}
PRICED = replace(SEND, price_cents=20)
ALLOWED = Verdict("allow", "policy")


def sized(size: Any) -> Action:
    return replace(ORDER, arguments={"size": size})


def capped(**changes: Any) -> dict[str, Any]:
    return {"enforcement": {"risk_limits": [CAP | changes]}}


def on_trial(**terms: Any) -> dict[str, Any]:
    return {"trial": {"status": "active", "ends_at": int(NOW) + 60, **terms}}


@pytest.mark.parametrize(
    ("hook", "seen", "denied"),
    [
        (kill_switch, scene(), False),
        (kill_switch, scene(controls={"kill_tenant": "audit week"}), True),
        (kill_switch, by_hand(controls={"kill_tenant": "audit week"}), True),
        (kill_switch, scene(controls={"kill_agents": {"agt_coach": "odd"}}), True),
        (kill_switch, by_hand(controls={"kill_agents": {"agt_coach": "odd"}}), False),
        (kill_switch, scene(controls={"kill_agents": {"agt_other": "odd"}}), False),
        (kill_switch, scene(controls={"kill_tools": {"notes.create": "odd"}}), True),
        (kill_switch, by_hand(controls={"kill_tools": {"notes.create": "odd"}}), True),
        (kill_switch, scene(controls={"kill_tools": {"notes.list": "odd"}}), False),
        (run_is_open, scene(), False),
        (run_is_open, scene(run_status="cancelled"), True),
        (run_is_open, scene(run_status="over"), True),
        (run_is_open, scene(run_status="waiting"), True),
        (allow_list, scene(agent={"tools": ("notes.*",)}), False),
        (allow_list, scene(agent={"tools": ("weights.*",)}), True),
        (allow_list, scene(agent={"tools": ()}), True),
        (allow_list, by_hand(), False),
        (risk_limits, scene(sized(5), agent=capped()), False),
        (risk_limits, scene(sized(5.01), agent=capped()), True),
        (risk_limits, scene(sized(-6), agent=capped()), True),
        (risk_limits, scene(sized("5"), agent=capped()), False),
        (risk_limits, scene(sized("5.0000000000000000001"), agent=capped()), True),
        (risk_limits, scene(sized("five"), agent=capped()), True),
        (risk_limits, scene(sized("NaN"), agent=capped()), True),
        (risk_limits, scene(sized("Infinity"), agent=capped()), True),
        (risk_limits, scene(sized(True), agent=capped()), True),
        (risk_limits, scene(sized(None), agent=capped()), True),
        (risk_limits, scene(sized([9]), agent=capped()), True),
        (risk_limits, scene(sized([1, 9]), agent=capped(pointer="/size/*")), True),
        (risk_limits, scene(sized([1, 9]), agent=capped(pointer="/size/0")), False),
        (risk_limits, scene(sized({"a/b": 9}), agent=capped(pointer="/size/a~1b")), True),
        (risk_limits, scene(sized(9), agent=capped(tool="notes.create")), False),
        (risk_limits, scene(replace(ORDER, arguments={}), agent=capped()), False),
        (risk_limits, scene(sized(1), agent=capped(max="lots")), True),
        (risk_limits, scene(sized(1), agent=capped(pointer="size")), True),
        (risk_limits, scene(sized(1), agent={"enforcement": {"risk_limits": ["?"]}}), True),
        (risk_limits, scene(sized(9)), False),
        (risk_limits, by_hand(sized(9)), False),
        (rate, scene(counters=Memory(calls=59)), False),
        (rate, scene(counters=Memory(calls=60)), True),
        (rate, scene(agent={"rate_limit_rpm": 0}), True),
        (rate, by_hand(counters=Memory(calls=60)), False),
        (trial, scene(), False),
        (trial, scene(agent={"trial": {"status": "none"}}), False),
        (trial, scene(agent={"trial": {"status": "converted"}}), False),
        (trial, scene(agent=on_trial()), False),
        (trial, scene(agent=on_trial(ends_at=int(NOW))), True),
        (trial, scene(agent=on_trial(ends_at="2027-01-15T08:00:00Z")), True),
        (trial, scene(agent=on_trial(ends_at="2027-01-15T08:00:01Z")), False),
        (trial, scene(agent=on_trial(ends_at=None)), True),
        (trial, scene(agent={"trial": {"status": "expired"}}), True),
        (trial, scene(SEND, agent={"trial": {"status": "expired"}}), True),
        (trial, scene(READ, agent={"trial": {"status": "expired"}}), False),
        (trial, scene(agent={"trial": {"status": "whatever"}}), True),
        (trial, by_hand(), False),
        (trial, scene(agent=on_trial(caps={"actions": 3}), counters=Memory(actions=2)), False),
        (trial, scene(agent=on_trial(caps={"actions": 3}), counters=Memory(actions=3)), True),
        (trial, scene(READ, agent=on_trial(caps={"actions": 3}), counters=Memory(actions=3)), False),
        (budget, scene(PRICED, so_far=ALLOWED), False),
        (budget, scene(PRICED, so_far=ALLOWED, agent={"budget_cents": 20}), False),
        (budget, scene(PRICED, so_far=ALLOWED, agent={"budget_cents": 19}), True),
        (budget, scene(PRICED, so_far=ALLOWED, agent={"budget_cents": 30}, counters=Memory(committed=11)), True),
        (budget, by_hand(PRICED, so_far=ALLOWED), False),
    ],
)  # fmt: skip
def test_each_hook_denies_what_it_is_for_and_passes_the_rest(hook: Any, seen: Scene, denied: bool) -> None:
    said = hook(seen)
    if denied:
        assert (said.decision, said.rule) == ("deny", hook.__name__)
        assert said.detail
    else:
        assert said is None or said.decision != "deny"


def test_the_order_is_exactly_this() -> None:
    assert tuple(hook.__name__ for hook in HOOKS) == ORDER_OF_THE_BUS


# One scene in which every hook would deny; each next row mends what the one before complained of.
NOTHING = {"name": "none", "cedar": "forbid (principal, action, resource);"}
WRONG: dict[str, Any] = {
    "controls": {"kill_tenant": "stop", "additions": (NOTHING,)},
    "run_status": "over", "counters": Memory(calls=60, committed=100),
    "agent": {"tools": (), "budget_cents": 1, "trial": {"status": "expired"}, "enforcement": {"risk_limits": [CAP]}},
}  # fmt: skip
WRONG_ACTION = replace(
    ORDER, tool="exchange.place_order ", arguments={"size": 9, "password": "x"}, price_cents=5
)
MENDED: dict[str, dict[str, Any]] = {
    "kill_switch": {"controls": {"additions": WRONG["controls"]["additions"]}},
    "known_verb": {"action": {"tool": ORDER.tool}},
    "run_is_open": {"run_status": "running"},
    "refs_only": {"action": {"arguments": {"size": 9}}},
    "allow_list": {"agent": {"tools": ("*",)}},
    "risk_limits": {"action": {"arguments": {"size": 1}}},
    "rate": {"counters": Memory(committed=100)},
    "trial": {"agent": {"trial": {}}},
    "policy": {"controls": {}},
    "budget": {"agent": {"budget_cents": None}},
}


def test_the_first_that_denies_has_the_word() -> None:
    action, changes, rules = WRONG_ACTION, dict(WRONG), []
    for mended in MENDED.values():
        rules.append(decide(scene(action, **{**changes, "agent": dict(changes["agent"])})).rule)
        action = replace(action, **mended.get("action", {}))
        changes["agent"] = changes["agent"] | mended.get("agent", {})
        changes |= {name: value for name, value in mended.items() if name not in ("action", "agent")}
    last = decide(scene(action, **changes))
    assert tuple(rules) == ORDER_OF_THE_BUS
    assert (last.decision, last.rule) == ("ask", "policy")


def test_what_no_hook_allows_is_denied() -> None:
    said = decide(scene(), hooks=())
    assert (said.decision, said.rule) == ("deny", "default")


def test_a_denied_call_costs_no_money_and_is_asked_no_further() -> None:
    memory = Memory()
    decide(scene(PRICED, run_status="over", counters=memory))
    assert memory.asked == []
    person = decide(by_hand(PRICED, counters=memory))
    assert (person.decision, memory.asked) == ("deny", [])
    decide(scene(PRICED, controls={"additions": (NOTHING,)}, counters=memory))
    assert memory.asked == ["call"]


def test_a_call_that_costs_nothing_reserves_nothing_and_neither_does_a_rehearsal() -> None:
    memory = Memory()
    decide(scene(SEND, counters=memory))
    decide(scene(PRICED, counters=memory, agent={"mode": "rehearse"}))
    assert "reserve" not in memory.asked


def test_the_verdict_names_its_reservation_and_keeps_its_word() -> None:
    said = decide(scene(PRICED))
    assert (said.decision, said.rule, said.policies) == ("ask", "policy", ("asking.outside",))
    assert said.reservation
    assert (said.reservation.cents, said.reservation.until > NOW + 24 * 3600) == (20, True)
    assert decide(scene(PRICED)).reservation == said.reservation


def test_a_full_minute_says_when_to_try_again() -> None:
    said = decide(replace(scene(counters=Memory(calls=60)), now=NOW + 45.2))
    assert (said.rule, said.retry_after) == ("rate", 15)
    assert "15 seconds" in said.detail


@pytest.mark.parametrize(
    ("seen", "decision"),
    [
        (scene(READ), "allow"),
        (scene(CREATE), "allow"),
        (scene(WIPE), "ask"),
        (scene(SEND), "ask"),
        (scene(ORDER), "ask"),
        (scene(CREATE, agent={"mode": "draft"}), "ask"),
        (scene(CREATE, agent={"mode": "rehearse"}), "ask"),
        (scene(CREATE, audit={"tools"}), "ask"),
        (scene(READ, audit={"tools"}), "allow"),
        (scene(READ, audit={"tools", "reads"}), "ask"),
        (scene(READ, audit={"reads"}), "allow"),
        (scene(CREATE, audit={"context", "final"}), "allow"),
        (by_hand(CREATE, audit={"tools", "reads"}), "allow"),
        (by_hand(WIPE), "allow"),
        (by_hand(SEND), "deny"),
    ],
)
def test_the_defaults_of_the_platform(seen: Scene, decision: str) -> None:
    assert decide(seen).decision == decision


def test_a_call_of_a_tool_without_limits_is_not_counted_as_a_trial_action() -> None:
    memory = Memory()
    decide(scene(counters=memory, agent=on_trial()))
    assert memory.asked == ["call"]


def test_the_agents_name_and_no_argument_stands_in_a_refusal() -> None:
    said = allow_list(scene(agent={"tools": ()}))
    assert said
    assert COACH.name in said.detail
    assert "hello" not in said.detail


@pytest.mark.parametrize(
    ("seen", "rule"),
    [
        (scene(ORDER, agent=capped()), ""),
        (scene(ORDER, run_status="waiting", counters=Memory(calls=99, actions=99, committed=99)), ""),
        (scene(PRICED, agent={"budget_cents": 0, "rate_limit_rpm": 0}), ""),
        (scene(ORDER, agent=on_trial(caps={"actions": 0})), ""),
        (scene(sized(6), agent=capped()), "risk_limits"),
        (scene(replace(SEND, arguments={"headers": {"Authorization": "x"}})), "refs_only"),
        (scene(ORDER, controls={"kill_tools": {ORDER.tool: "off"}}), "kill_switch"),
        (scene(ORDER, agent={"tools": ("notes.*",)}), "allow_list"),
        (scene(ORDER, agent={"trial": {"status": "expired"}}), "trial"),
        (scene(ORDER, controls={"additions": (NOTHING,)}), "policy"),
        (scene(ORDER, agent={"mode": "turbo"}), "policy"),
        (scene(replace(ORDER, verb="buy")), "known_verb"),
    ],
)
def test_what_a_person_allowed_is_looked_at_once_more_and_counted_no_more(seen: Scene, rule: str) -> None:
    said = recheck(seen)
    assert (said.rule if said else "") == rule


def test_what_is_not_on_a_list_of_the_agents_is_denied_by_its_risk_limits() -> None:
    listed = {"tool": ORDER.tool, "pointer": "/symbol", "one_of": ["BTCUSD"]}
    order = replace(ORDER, arguments={**ORDER.arguments, "symbol": "DOGEUSD"})
    agent = {"enforcement": {"risk_limits": [listed]}}
    denied = risk_limits(scene(order, agent=agent))
    assert denied is not None
    assert (denied.rule, "BTCUSD" in denied.detail) == ("risk_limits", True)
    assert (
        risk_limits(scene(replace(order, arguments={**order.arguments, "symbol": "BTCUSD"}), agent=agent))
        is None
    )
    both = {"enforcement": {"risk_limits": [{**listed, "max": 3}]}}
    unreadable = risk_limits(scene(order, agent=both))
    assert unreadable is not None
