"""The guardrail report: limits, allowed coins, and what was tried last. It asks for nothing, and is acknowledged."""

from collections.abc import Sequence

from functions.goal_run.given import Given
from functions.goal_run.ports import Ports
from functions.goal_run.proposal import Proposal

from . import trading_checks as checks

LAST = 20


def draft(given: Given, _item: str, ports: Ports) -> Sequence[Proposal]:
    most = int(given.settings.get("last_actions", LAST))
    tried = list(ports.attempts(most))
    content = {
        "day": given.day.isoformat(), "limits": dict(checks.limits(given)), "fx": checks.rate(given).recorded(),
        "allowed_coins": list(given.config.get("allowed_coins", ())), "attempts": tried,
        "allowed": sum(one["outcome"] != "denied" for one in tried),
        "denied": sum(one["outcome"] == "denied" for one in tried),
    }  # fmt: skip
    title = f"Guardrails on {content['day']}: {content['denied']} of the last {len(tried)} attempts denied"
    return [Proposal("report", "report", title, content)]
