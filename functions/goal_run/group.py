"""The batch or campaign that a run's posts belong to: read-only, its calendar by week and day."""

from collections.abc import Mapping, Sequence
from typing import Any

from greenlight.approvals.records import as_text
from greenlight.declare import AGENTS
from greenlight.items import Items, Write
from greenlight.keys import Keys
from greenlight.threads.records import utc

from .given import Given
from .ports import Json

KINDS: Mapping[str, str] = {
    "marketing.weekly_batch": "batch", "marketing.daily_micro_post": "batch", "marketing.monthly_campaign": "campaign",
}  # fmt: skip


def group(given: Given, group_id: str, canonical: Json, made: Sequence[tuple[str, Json]]) -> Write:
    """`made` are the deliverables' ids and proposals. `calendar` is `[{week, posts: [{deliverable_id, platform, title,
    suggested_at}]}]`, a JSON text as `canonical` is."""
    run = given.run
    item = {
        "group_id": group_id, "tenant_id": run.tenant_id, "user_id": run.user_id, "agent_id": run.agent_id,
        "goal_id": run.goal_id, "goal_run_id": run.goal_run_id, "kind": KINDS[given.skill], "title": given.title,
        "theme": canonical["theme"], "canonical": as_text(canonical), "calendar": as_text(_calendar(made)),
        "deliverable_ids": [one for one, _ in made], "correlation_id": run.correlation_id, "created_at": utc(),
    }  # fmt: skip
    return Items(AGENTS).putting({**Keys(run.tenant_id).group(group_id), **item})


def _calendar(made: Sequence[tuple[str, Json]]) -> list[dict[str, Any]]:
    weeks: dict[int, list[dict[str, Any]]] = {}
    for deliverable_id, one in sorted(made, key=lambda each: (each[1]["suggested_at"], each[1]["name"])):
        post = {
            "deliverable_id": deliverable_id,
            **{name: one[name] for name in ("platform", "title", "suggested_at")},
        }
        weeks.setdefault(one["content"]["week"], []).append(post)
    return [{"week": week, "posts": posts} for week, posts in sorted(weeks.items())]
