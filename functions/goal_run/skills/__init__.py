"""What goal templates bind: each skill says which items a run has, and drafts one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from functions.goal_run.given import Given
from functions.goal_run.ports import Json, Ports
from functions.goal_run.proposal import Proposal

from . import marketing_canonical, marketing_posts, trading_close, trading_intent, trading_report
from .marketing_plan import platforms


@dataclass(frozen=True, slots=True)
class Skill:
    """`items(given)` raises Refused where there is nothing to draft; `draft` takes one of them. What is composed once
    for all items stands in the run as `canonical`."""

    items: Callable[[Given], Sequence[str]]
    draft: Callable[[Given, str, Ports], Sequence[Proposal]]
    compose: Callable[[Given, Ports], Json] | None = None
    asks_model: bool = False

    @property
    def composes(self) -> bool:
        return self.compose is not None


def _alone(_: Given) -> Sequence[str]:
    return ("action",)


_POSTS = Skill(platforms, marketing_posts.draft, marketing_canonical.compose, asks_model=True)
SKILLS: Mapping[str, Skill] = {
    "marketing.weekly_batch": _POSTS,
    "marketing.daily_micro_post": _POSTS,
    "marketing.monthly_campaign": _POSTS,
    "trading.trade_intent": Skill(_alone, trading_intent.draft),
    "trading.close_reminder": Skill(_alone, trading_close.draft),
    "trading.guardrail_report": Skill(_alone, trading_report.draft),
}
