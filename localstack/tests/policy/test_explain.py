"""`make policy-explain`: what it prints is what the bus would do, hook by hook, in words."""

import json
from pathlib import Path
from typing import Any

import pytest

from functions.executor.bus import HOOKS
from localstack.policy.command import main

SEND = ("--tool", "web.http_call", "--argument", "method=POST", "--argument", "url=https://api.example.com/x")
ONLY = """@id("hosts") @words("We send to our own service alone.")
forbid (principal, action, resource in Verb::"send") unless { context.host == "api.ours.example" };"""
ORDER: dict[str, Any] = {
    "tool": "exchange.place_order", "arguments": {"size": 3}, "audit": ["tools"],
    "entry": {"effect": "external", "verb": "place_order", "price_cents": 20},
    "agent": {
        "mode": "rehearse", "budget_cents": 10, "rate_limit_rpm": 5,
        "enforcement": {"approvals": {"people": 2, "fresh_login": True, "always_ask": True}},
    },
}  # fmt: skip


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Runs it; the lines it printed. `case` and `addition` are put into files for it."""

    def run(*words: str, case: Any = None, addition: str = "", code: int = 0) -> list[str]:
        (tmp_path / "only.cedar").write_text(addition)
        (tmp_path / "case.json").write_text(json.dumps(case))
        extra = (*(("--addition", str(tmp_path / "only.cedar")) if addition else ()),
                 *(("--case", str(tmp_path / "case.json")) if case is not None else ()))  # fmt: skip
        assert main([*words, *extra]) == code
        shown = capsys.readouterr()
        return (shown.out + shown.err).splitlines()

    return run


def test_every_hook_is_shown_in_its_order_and_the_decision_with_its_reason(told: Any) -> None:
    lines = told(*SEND, "--mode", "draft")
    numbered = [line.split()[1] for line in lines if line[:2].strip().isdecimal()]
    assert numbered == [hook.__name__ for hook in HOOKS]
    assert (
        "        forbid  asking.outside (asking.cedar): Nothing goes outside without a person's yes." in lines
    )
    assert "        permit  asking.agents (asking.cedar): A person may be asked." in lines
    assert "ASK by policy: A person is asked before it is done." in lines
    assert "  for how long: 1 d; reminded after 6 h, escalated after 12 h; then it is denied" in lines


def test_an_addition_is_named_where_it_decides(told: Any) -> None:
    lines = told(*SEND, addition=ONLY)
    assert "DENY by policy: It is not done, and nobody is asked." in lines
    assert "        forbid  only/hosts (only): We send to our own service alone." in lines
    assert "10  budget        not reached" in lines


def test_an_addition_that_no_door_would_take_is_complained_of_and_denies(told: Any) -> None:
    lines = told(*SEND, addition="permit (principal, action, resource);")
    assert "the addition «only» policy 1 is a permit; an addition only forbids" in lines
    assert any(line.startswith(" 9  policy        deny  The policies cannot be used") for line in lines)


def test_a_look_at_an_allowed_host_is_explained_as_a_read(told: Any) -> None:
    lines = told("--tool", "web.http_call", "--argument", "url=https://a.example/x", "--host", "a.example")
    assert "  this call only looks (get_from_allowed_host), so it counts as a read" in lines
    assert "ALLOW by policy: It is done, without asking anybody." in lines


def test_the_first_hook_that_denies_ends_it(told: Any) -> None:
    lines = told(*SEND, "--kill", "drill")
    assert " 1  kill_switch   deny  This was switched off: drill" in lines
    assert " 2  known_verb    not reached" in lines
    assert "DENY by kill_switch: It is not done, and nobody is asked." in lines


def test_a_person_and_a_tool_that_is_not_in_the_catalogue(told: Any) -> None:
    lines = told("--tool", "notes.wipe", "--effect", "write", "--risky", "--role", "person")
    assert lines[:2] == ["notes.wipe: write, risky", "  by a person's own hand"]
    assert "ALLOW by policy: It is done, without asking anybody." in lines


def test_a_case_from_a_file_and_what_the_command_line_changes_of_it(told: Any) -> None:
    lines = told(case=ORDER)
    assert (
        "  whom: 2 people of: owner, freshly signed in, and no standing approval says yes in advance; risk high"
        in lines
    )
    assert (
        "  for how long: 15 min; reminded after 3 min 45 s, escalated after 7 min 30 s; then it is denied"
        in lines
    )
    assert "  a rehearsal: approving sends nothing" in lines
    assert "DENY by budget: It is not done, and nobody is asked." in told("--mode", "live", case=ORDER)
    full = {**ORDER, "counted": {"calls": 5}}
    assert any(line.startswith("  it may be tried again in ") for line in told(case=full))
    rich = {**ORDER, "agent": {"budget_cents": 20}}
    assert "  the budget holds 20 cents for it" in told(case=rich)
    trial = {**rich, "agent": {"trial": {"status": "active", "ends_at": 10**11, "caps": {"actions": 0}}}}
    assert "DENY by trial: It is not done, and nobody is asked." in told(case=trial)


@pytest.mark.parametrize(
    ("words", "case"),
    [
        (("--tool", "web.http_cal"), None),
        ((), {}),
        ((), []),
        ((), {"tool": "web.http_call", "typo": 1}),
        ((), {"tool": "web.http_call", "agent": {"moode": "live"}}),
        (("--case", "/nowhere/case.json"), None),
    ],
)
def test_a_case_that_makes_no_sense_is_one_line_and_a_red_exit(
    told: Any, words: tuple[str, ...], case: Any
) -> None:
    (line,) = told(*words, case=case, code=1)
    assert line.startswith("policy-explain: ")
