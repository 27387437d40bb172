"""What was drafted becomes deliverables and their group, under ids that follow from the run; what was not is noted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from greenlight import goal_runs
from greenlight.deliverables.changes import drafting, redrafting
from greenlight.deliverables.ids import stable
from greenlight.goal_runs import GoalRun
from greenlight.items import ConditionFailed, Write, commit
from greenlight.observe import note
from greenlight.threads.records import utc

from . import given as givens
from .draft import CANONICAL, drafted
from .given import Given
from .group import group
from .marks import changing
from .ports import Json
from .proposal import problem

LOST = problem("fault", "This could not be drafted; the next run tries again.")


def store(event: Mapping[str, Any]) -> dict[str, Any]:
    """`{tenant_id, goal_run_id, correlation_id}` → `{drafted, refused}`. Asked again, it stores nothing twice."""
    run = goal_runs.get(event["tenant_id"], event["goal_run_id"])
    if run.status == "running" and "drafted" not in run.counts:
        given = givens.of(run)
        proposals = list(_proposals(run))
        made, refused = (
            [one for one in proposals if not one["problems"]],
            [one for one in proposals if one["problems"]],
        )
        _redraft(given, made, refused) if given.revised else _draft(given, made, refused)
        run = goal_runs.get(run.tenant_id, run.goal_run_id)
    note(drafted=run.counts.get("drafted"), refused=run.counts.get("refused"))
    return {"drafted": run.counts.get("drafted", 0), "refused": run.counts.get("refused", 0)}


def deliverable_id(run: GoalRun, name: str) -> str:
    return stable("dlv", run.epoch, run.tenant_id, run.goal_run_id, name)


def _proposals(run: GoalRun) -> Iterator[Json]:
    """Of every item that was planned; one that nobody managed to draft is refused."""
    for item in run.items:
        kept = drafted(run, item)
        yield from (
            kept["proposals"]
            if kept
            else [{"name": item, "title": item, "platform": item, "problems": [LOST]}]
        )


def _draft(given: Given, made: Sequence[Json], refused: Sequence[Json]) -> None:
    run = given.run
    canonical = (drafted(run, CANONICAL) or {}).get("said", {})
    group_id = stable("grp", run.epoch, run.tenant_id, run.goal_run_id) if canonical and made else ""
    ids = [deliverable_id(run, one["name"]) for one in made]
    for one, new_id in zip(made, ids, strict=True):
        with suppress(ConditionFailed):  # stored by this run before
            commit(drafting(_fields(given, one, new_id, group_id)))
    grouped = [group(given, group_id, canonical, list(zip(ids, made, strict=True)))] if group_id else []
    _mark(run, ids, refused, grouped, group_id=group_id, open_deliverables=len(ids))


def _redraft(given: Given, made: Sequence[Json], refused: Sequence[Json]) -> None:
    """A new version of what a person sent back; the old text once more, and why, where nothing new came of it."""
    one = given.revised
    if one is None or one.status != "revising":
        _mark(given.run, [], refused, [])
        return
    if made:
        new = {name: made[0][name] for name in ("arguments", "content", "suggested_at")}
    else:
        why = [dict(each) for each in refused[0]["problems"]]
        new = {"arguments": one.arguments, "content": {**one.content, "not_revised": why},
               "suggested_at": one.suggested_at}  # fmt: skip
    _mark(given.run, [one.deliverable_id], refused, redrafting(one, new))


def _mark(
    run: GoalRun, ids: Sequence[str], refused: Sequence[Json], more: Sequence[Write], **fields: Any
) -> None:  # fmt: skip
    said = {
        "deliverable_ids": list(ids), "counts": {"drafted": len(ids), "refused": len(refused)},
        "refused": [_refused(one) for one in refused], "stored_at": utc(), **fields,
    }  # fmt: skip
    with suppress(ConditionFailed):
        commit([changing(run, said, {"status": "running"}, absent="stored_at"), *more])


def _refused(one: Json) -> dict[str, Any]:
    said = {name: one.get(name, "") for name in ("name", "title", "platform")}
    return said | {"problems": [dict(each) for each in one["problems"]]}


def _fields(given: Given, one: Json, new_id: str, group_id: str) -> dict[str, Any]:
    run = given.run
    return {
        "deliverable_id": new_id, "tenant_id": run.tenant_id, "user_id": run.user_id, "agent_id": run.agent_id,
        "agent_type_id": run.agent_type_id, "type_version": run.type_version, "goal_id": run.goal_id,
        "goal_run_id": run.goal_run_id, "goal_template_id": run.goal_template_id, "group_id": group_id,
        "correlation_id": run.correlation_id, "author": "agent",
        **{name: one[name] for name in ("kind", "platform", "title", "tool", "verb", "arguments", "content",
                                        "suggested_at")},
    }  # fmt: skip
