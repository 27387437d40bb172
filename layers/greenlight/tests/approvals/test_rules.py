"""Whom to ask and for how long: the platform's rules, a type's own, and which of them wins."""

from typing import Any

import pytest
from greenlight.agents import HiredAgent
from greenlight.approvals.rules import AskRules, ask_rules

HOUR, DAY = 3600, 86400


def rules(effect: str = "external", verb: str | None = "send", **said: Any) -> AskRules:
    enforcement = {"approvals": said} if said else {}
    agent = HiredAgent("agt_1", "Coach", "coach.v1", "active", ("*",), "coach", enforcement=enforcement)
    return ask_rules(agent, effect, verb)


def test_without_a_word_of_the_type_an_external_call_waits_a_day_for_its_owner() -> None:
    assert rules() == AskRules(
        people=1, fresh_login=False, expires_in=DAY, remind_after=DAY // 4, escalate_after=DAY // 2,
        assignees=("owner",), always_ask=False, risk="medium",
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["place_order", "close_position"])
def test_money_waits_a_quarter_of_an_hour_and_is_high_risk(verb: str) -> None:
    found = rules(verb=verb)
    assert (found.expires_in, found.remind_after, found.escalate_after, found.risk) == (900, 225, 450, "high")


@pytest.mark.parametrize(
    ("said", "expires_in"),
    [
        ({"expires_in": 2 * DAY}, 900),
        ({"expires_in": 300}, 300),
        ({"effects": {"external": {"expires_in": DAY}}}, 900),
        ({"verbs": {"place_order": {"expires_in": HOUR}}}, HOUR),
        ({"verbs": {"send": {"expires_in": HOUR}}}, 900),
    ],
)
def test_money_waits_longer_only_where_its_own_verb_says_so(said: dict[str, Any], expires_in: int) -> None:
    assert rules(verb="place_order", **said).expires_in == expires_in


@pytest.mark.parametrize(
    ("effect", "verb", "people"),
    [("write", None, 1), ("external", "post", 2), ("external", "send", 1), ("read", None, 1)],
)
def test_the_most_specific_word_wins(effect: str, verb: str | None, people: int) -> None:
    said = {"people": 1, "effects": {"external": {"people": 2}}, "verbs": {"send": {"people": 1}}}
    assert rules(effect, verb, **said).people == people


def test_a_type_may_ask_for_a_fresh_login_and_refuse_a_yes_in_advance_per_verb() -> None:
    said: dict[str, Any] = {"verbs": {"publish": {"fresh_login": True, "always_ask": True, "risk": "high"}}}
    found = rules(verb="publish", **said)
    assert (found.fresh_login, found.always_ask, found.risk) == (True, True, "high")
    other = rules(verb="send", **said)
    assert (other.fresh_login, other.always_ask, other.risk) == (False, False, "medium")


def test_the_owner_is_always_among_those_who_are_asked() -> None:
    assert rules(assignees=["role.approver", "usr_boss"]).assignees == ("owner", "role.approver", "usr_boss")
    assert rules(assignees=["role.approver", "owner"]).assignees == ("owner", "role.approver")


def test_risk_follows_the_effect() -> None:
    assert [rules(effect, None).risk for effect in ("read", "write", "review", "external")] == [
        "low", "low", "low", "medium",
    ]  # fmt: skip
    assert rules(verb="place_order", risk="low").risk == "high"


@pytest.mark.parametrize(
    ("said", "expires_in", "remind_after"),
    [({"expires_in": 1}, 60, 15), ({"expires_in": 10**9}, 30 * DAY, 30 * DAY // 4)],
)
def test_no_approval_lives_shorter_than_a_minute_or_longer_than_a_month(
    said: dict[str, Any], expires_in: int, remind_after: int
) -> None:
    found = rules(**said)
    assert (found.expires_in, found.remind_after) == (expires_in, remind_after)


def test_a_reminder_after_the_end_or_of_nought_is_none() -> None:
    found = rules(expires_in=600, remind_after=600, escalate_after=0)
    assert (found.remind_after, found.escalate_after) == (0, 0)
    assert rules(expires_in=600, remind_after=599).remind_after == 599


@pytest.mark.parametrize(
    "said", [{"people": 0}, {"people": 3}, {"people": "two"}, {"risk": "none"}, {"expires_in": "soon"}]
)
def test_terms_that_make_no_sense_ask_nobody(said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is|invalid"):
        rules(**said)
