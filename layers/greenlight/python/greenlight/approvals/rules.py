"""Whom to ask, and for how long: what an agent's type prescribes per effect and verb, over the platform's own rules.

`enforcement["approvals"]` is `{expires_in, remind_after, escalate_after, people, fresh_login, assignees, always_ask,
risk, effects: {external: {…}}, verbs: {place_order: {…}}}`, times in seconds; the most specific one wins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from greenlight.agents import HiredAgent

from .judge import MONEY

Risk = Literal["low", "medium", "high"]
RISKS: Mapping[str, Risk] = {"external": "medium"}
DAY, MONEY_LIFE = 24 * 3600, 15 * 60  # seconds; a price does not wait longer
SHORTEST, LONGEST = 60, 30 * DAY
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class AskRules:
    """Times in seconds from the asking; 0 is never. `assignees` are `owner`, `role.approver` or user ids.

    With `always_ask` no standing approval says yes in advance.
    """

    people: int
    fresh_login: bool
    expires_in: int
    remind_after: int
    escalate_after: int
    assignees: tuple[str, ...]
    always_ask: bool
    risk: Risk


def ask_rules(agent: HiredAgent, effect: str, verb: str | None) -> AskRules:
    """What holds for this effect and verb. An order of money waits 15 minutes at most unless its verb says otherwise.

    Raises ValueError for a prescription that makes no sense: nobody is asked on such terms.
    """
    said = agent.enforcement.get("approvals", {})
    of_verb = said.get("verbs", {}).get(verb or "", {})
    rules = {**said, **said.get("effects", {}).get(effect, {}), **of_verb}
    money = verb in MONEY
    lives = min(max(int(rules.get("expires_in", DAY)), SHORTEST), LONGEST)
    if money and "expires_in" not in of_verb:
        lives = min(lives, MONEY_LIFE)
    return AskRules(
        people=_people(rules.get("people", 1)),
        fresh_login=bool(rules.get("fresh_login", False)),
        expires_in=lives,
        remind_after=_within(rules.get("remind_after", lives // 4), lives),
        escalate_after=_within(rules.get("escalate_after", lives // 2), lives),
        assignees=tuple(dict.fromkeys((OWNER, *rules.get("assignees", ())))),
        always_ask=bool(rules.get("always_ask", False)),
        risk="high" if money else _risk(rules.get("risk", RISKS.get(effect, "low"))),
    )


def _people(wanted: Any) -> int:
    if wanted not in (1, 2):
        raise ValueError("`people` is 1 or 2")
    return int(wanted)


def _risk(wanted: Any) -> Risk:
    if wanted not in ("low", "medium", "high"):
        raise ValueError("`risk` is low, medium or high")
    return cast(Risk, wanted)


def _within(wanted: Any, lives: int) -> int:
    """A reminder after the end is none."""
    return int(wanted) if 0 < int(wanted) < lives else 0
