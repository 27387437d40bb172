"""A trade as a proposal: inputs, facts, checks, and the call that approval would set off."""

from collections.abc import Sequence

from greenlight.errors import Invalid, Refused

from functions.goal_run.given import Given
from functions.goal_run.ports import Json, Ports
from functions.goal_run.proposal import Proposal, problem, refused

from . import trading_checks as checks

NAME = "action"


def proposal(
    given: Given, ports: Ports, title: str, tool: str, verb: str, arguments: Json
) -> Sequence[Proposal]:
    """One: a plan that passes every check, or the refusal that lists those it fails. Raises NoAnswer."""
    ref = given.config.get("exchange_credential_ref", "")
    try:
        ports.identity(ref, given.config.get("exchange_provider", "delta_exchange_india"))
        asked = {"credential_ref": ref, **arguments}
        facts = ports.facts(tool, asked)
        checked = checks.check(given, coin(given), asked, facts)
    except Refused as no:
        rule = "facts" if isinstance(no, Invalid) else "draft"
        return [refused(NAME, "trade", title, problem(str(no.extra.get("rule", rule)), no.detail))]
    content = {
        "inputs": dict(given.settings), "facts": dict(facts), "fx": checks.rate(given).recorded(),
        "limits": dict(checks.limits(given)), "notional_inr": checked.notional_inr, "checks": list(checked.checks),
        "executes": {"tool": tool, "arguments": asked},
    }  # fmt: skip
    return [
        Proposal(
            NAME,
            "trade",
            title,
            content,
            "delta_exchange_india",
            tool,
            verb,
            asked,
            0,
            tuple(checked.problems),
        )
    ]


def coin(given: Given) -> str:
    return str(given.settings.get("coin") or given.config.get("default_coin", ""))


def symbol(given: Given) -> str:
    """Delta Exchange India's perpetual future of a coin, quoted in USD."""
    return f"{coin(given)}USD"
